import 'element-plus/theme-chalk/el-badge.css';
import 'element-plus/theme-chalk/el-message.css';
import { ElMessage } from 'element-plus/es/components/message/index.mjs';
import { ApiError } from '@/api/ApiError';

export function saySuccess(message: string): void {
  ElMessage({ message, type: 'success', plain: true, grouping: true });
}

/** Done, but not all of it. */
export function sayWarning(message: string): void {
  ElMessage({ message, type: 'warning', plain: true, showClose: true, duration: 8000 });
}

export function sayFailure(error: unknown): void {
  const { title, detail, remedy } = ApiError.from(error);
  ElMessage({ message: [title, detail, remedy].filter(Boolean).join('. '), type: 'error', plain: true, showClose: true, duration: 8000 });
}
