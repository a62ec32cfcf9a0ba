import { Button, Input } from 'antd';
import { useState } from 'react';
import { Dialog } from '../../ui/dialog.js';
import { toast } from '../../ui/toasts.js';

/** The address of what is shown, for a colleague; with the programme, which an address may leave out. */
function addressOf(programme: string): string {
  const address = new URL(window.location.href);
  address.searchParams.set('ct', programme);
  return address.href;
}

/** Copies the address with its filters; where the browser doesn't let a page copy, it is shown to be copied by hand. */
export function ShareButton({ programme }: { readonly programme: string }) {
  const [shown, setShown] = useState<string | null>(null);
  const copy = async () => {
    const address = addressOf(programme);
    try {
      await navigator.clipboard.writeText(address);
      toast('Đã chép địa chỉ, gồm cả bộ lọc và thứ tự. Người nhận xem theo quyền của mình.');
    } catch {
      setShown(address);
    }
  };
  return (
    <>
      <Button onClick={() => void copy()}>Chép địa chỉ</Button>
      {shown === null ? null : (
        <Dialog title="Địa chỉ của danh sách này" onClose={() => setShown(null)}>
          <p>Chép địa chỉ dưới đây để gửi; người nhận xem theo quyền của mình.</p>
          <Input.TextArea
            aria-label="Địa chỉ"
            readOnly
            rows={4}
            autoFocus
            value={shown}
            onFocus={({ target }) => target.select()}
          />
        </Dialog>
      )}
    </>
  );
}
