import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import type { ProblemDocument } from './problem.js';

class FlawDto {
  @ApiProperty({ type: String, description: 'Trường có lỗi', example: 'grants[0].unit' })
  readonly at: string;

  @ApiProperty({ type: String, description: 'Lỗi gì', example: 'không được để trống' })
  readonly detail: string;
}

/** The problem document, for the API pages. */
export class ProblemDto implements ProblemDocument {
  @ApiProperty({ type: String, example: 'urn:nq57:problem:invalid-input' })
  readonly type: string;

  @ApiProperty({ type: String, example: 'Dữ liệu chưa hợp lệ' })
  readonly title: string;

  @ApiProperty({ type: 'integer', example: 400 })
  readonly status: number;

  @ApiProperty({ type: String, description: 'Điều đã xảy ra và việc nên làm' })
  readonly detail: string;

  @ApiProperty({ type: String, description: 'Mã yêu cầu' })
  readonly instance: string;

  @ApiProperty({ type: [FlawDto], required: false })
  readonly errors?: FlawDto[];
}

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: 'Dữ liệu chưa hợp lệ',
  401: 'Chưa đăng nhập',
  403: 'Không có quyền',
  404: 'Không tìm thấy',
  409: 'Trái với trạng thái hiện tại',
  412: 'Đã thay đổi sau lần xem (If-Match)',
  422: 'Không thực hiện được',
  429: 'Quá nhiều lần thử',
  503: 'Tạm thời chưa phục vụ được',
};

/** Says in the API pages which problems a route may answer with. */
export function ApiProblems(...statuses: readonly number[]): MethodDecorator & ClassDecorator {
  return applyDecorators(
    ApiExtraModels(ProblemDto),
    ...statuses.map((status) =>
      ApiResponse({
        status,
        description: DESCRIPTIONS[status] ?? '',
        content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDto) } } },
      }),
    ),
  );
}
