import { CalendarOutlined, CloseCircleFilled, LoadingOutlined } from '@ant-design/icons';

/** Icons name themselves in English; beside words they say nothing. */
const SILENT = { role: undefined, 'aria-label': undefined, 'aria-hidden': true } as const;

/** In a button whose command is on its way. */
export const loadingIcon = <LoadingOutlined aria-label="đang tải" />;

/** Beside a day that can be chosen. */
export const calendarIcon = <CalendarOutlined {...SILENT} />;

/** In the button that empties a field that names itself. */
export const clearIcon = <CloseCircleFilled {...SILENT} />;

/** A text field that can be emptied: antd's `allowClear`. */
export const CLEARABLE = { clearIcon: <CloseCircleFilled aria-label="Xóa nội dung" /> };
