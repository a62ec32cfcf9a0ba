import type { Random } from './random.js';

/** Texts of simulated updates: plausible, and nobody's words. */
const DONE = [
  'Đã ban hành văn bản triển khai và phân công đầu mối từng phòng',
  'Đã rà soát hiện trạng, lập danh mục việc cần làm và tiến độ từng việc',
  'Đã tổ chức tập huấn, phổ biến nội dung cho cán bộ, công chức',
  'Đã lấy ý kiến các đơn vị phối hợp, đang tiếp thu để hoàn thiện',
  'Đã cập nhật dữ liệu lên hệ thống dùng chung và đối chiếu với sổ theo dõi',
  'Đã làm việc với đơn vị cung cấp dịch vụ, thống nhất phương án kỹ thuật',
  'Đã kiểm tra việc thực hiện tại cơ sở, nhắc các nơi còn chậm',
  'Đã hoàn thiện dự thảo, trình cấp có thẩm quyền xem xét',
] as const;

const NEXT = [
  'tháng tới tiếp tục triển khai theo kế hoạch',
  'tháng tới hoàn thiện hồ sơ và báo cáo kết quả',
  'tháng tới mở rộng ra các bộ phận còn lại',
  'tháng tới nghiệm thu phần đã xong',
] as const;

const THIN = ['Đang thực hiện', 'Theo kế hoạch', 'Như tháng trước', 'Đang làm'] as const;

const DIFFICULTIES = [
  '',
  '',
  '',
  'Thiếu nhân lực chuyên trách công nghệ thông tin',
  'Kinh phí được giao muộn',
  'Còn chờ hướng dẫn chuyên ngành',
] as const;

const WHY_LATE = [
  'Hồ sơ đang chờ ý kiến thẩm định, chưa trình ký được',
  'Đơn vị cung cấp giao sản phẩm chậm so với hợp đồng',
  'Phải bổ sung khối lượng so với kế hoạch ban đầu',
] as const;

const OBJECTIVE = [
  'Văn bản hướng dẫn của cơ quan chuyên ngành ban hành sau hạn thực hiện, đơn vị không thể triển khai sớm hơn.',
  'Hệ thống dùng chung của thành phố tạm dừng để nâng cấp trong thời gian báo cáo.',
  'Địa bàn phải tập trung khắc phục hậu quả thiên tai theo chỉ đạo của cấp trên.',
] as const;

const SUBJECTIVE = [
  'Đơn vị chưa phân công rõ đầu mối theo dõi; đã phân công lại và cam kết báo cáo đúng hạn.',
  'Cán bộ đầu mối chuyển công tác, việc bàn giao chưa đầy đủ; đơn vị nhận trách nhiệm.',
  'Đơn vị theo dõi chưa sát, để sót nhiệm vụ; đã chấn chỉnh nội bộ.',
] as const;

export const texts = {
  summary: (random: Random) => `${random.pick(DONE)}; ${random.pick(NEXT)}.`,
  thin: (random: Random) => random.pick(THIN),
  difficulties: (random: Random) => random.pick(DIFFICULTIES),
  whyLate: (random: Random) => random.pick(WHY_LATE),
  explanation: (random: Random, cause: 'objective' | 'subjective') =>
    random.pick(cause === 'objective' ? OBJECTIVE : SUBJECTIVE),
};
