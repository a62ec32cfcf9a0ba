import { Button } from 'antd';
import { useState } from 'react';
import { useClocks } from '../../api/clocks.js';
import { messageOf } from '../../api/problem.js';
import { readFetch } from '../../api/transport.js';
import { assignmentExportControllerExport } from '../../client/sdk.gen.js';
import { fileNameOf, saveFile } from '../../ui/download.js';
import { toast } from '../../ui/toasts.js';
import type { TaskFilter } from './tasks.reads.js';

type Format = 'xlsx' | 'csv';

interface ExportsProps {
  readonly programme: string;
  readonly filter: TaskFilter;
}

/** The list as it is shown, with its filters, order and clocks, as a file. */
export function Exports({ programme, filter }: ExportsProps) {
  const clocks = useClocks();
  const [pending, setPending] = useState<Format | null>(null);
  const save = async (format: Format) => {
    setPending(format);
    try {
      const { data, response } = await assignmentExportControllerExport({
        path: { programme },
        query: { ...filter, format },
        parseAs: 'blob',
        fetch: readFetch(clocks),
        throwOnError: true,
      });
      saveFile(data, fileNameOf(response, `nhiem-vu.${format}`));
    } catch (error) {
      toast(messageOf(error), 'bad');
    } finally {
      setPending(null);
    }
  };
  return (
    <>
      <Button loading={pending === 'xlsx'} disabled={pending !== null} onClick={() => void save('xlsx')}>
        Xuất Excel
      </Button>
      <Button loading={pending === 'csv'} disabled={pending !== null} onClick={() => void save('csv')}>
        Xuất CSV
      </Button>
    </>
  );
}
