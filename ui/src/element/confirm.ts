import 'element-plus/theme-chalk/el-overlay.css';
import 'element-plus/theme-chalk/el-button.css';
import 'element-plus/theme-chalk/el-input.css';
import 'element-plus/theme-chalk/el-message-box.css';
import { ElMessageBox } from 'element-plus/es/components/message-box/index.mjs';

/** Asks before something stops working; the text names what will. */
export async function confirmDestructive(title: string, consequence: string, action: string): Promise<boolean> {
  try {
    await ElMessageBox.confirm(consequence, title, {
      confirmButtonText: action, cancelButtonText: 'Keep', confirmButtonType: 'danger', customClass: 'sp-confirm', autofocus: false,
    });
    return true;
  } catch {
    return false;
  }
}

/** The same with a reason that goes to the audit log; null when the person changed their mind. */
export async function askReason(title: string, consequence: string, action: string): Promise<string | null> {
  try {
    const { value } = (await ElMessageBox.prompt(consequence, title, {
      confirmButtonText: action, cancelButtonText: 'Keep', confirmButtonType: 'danger', customClass: 'sp-confirm',
      inputPlaceholder: 'Reason for the audit log (optional)',
    })) as { value?: string };
    return value ?? '';
  } catch {
    return null;
  }
}
