import type { Request, Result } from 'autocannon';
import type { Opened, Sender } from './http-part.js';
import { alternate, compared, type Measurement } from './measurement.js';
import { Part } from './part.js';

const CONNECTIONS = 32;
const GOAL = 0.5;
const WARM_UP_SECONDS = 2;
const CREATED = 201;

/** A unit's monthly update as a browser sends it. */
function requestFor({ assignment, due }: Sender['duties'][number], token: string, period: string): Request {
  const body = {
    period,
    kind: 'progress',
    ...(due === null ? {} : { percent: 95 }),
    summary:
      'Đã kiểm tra việc thực hiện tại cơ sở, nhắc các nơi còn chậm; đã cập nhật dữ liệu lên hệ thống dùng chung, tháng tới nghiệm thu phần đã xong.',
    difficulties: 'Kinh phí được giao muộn',
    documents: [{ number: '57/BC-UBND', date: `${period}-10`, issuer: 'Ủy ban nhân dân phường' }],
  };
  return {
    method: 'POST',
    path: `/assignments/${assignment}/progress-reports`,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

/** Each connection is an account that reports on its own assignments, one after the other. */
async function load(
  { port, period, senders }: Opened,
  seconds: number,
  /** Share of each sender's list, 0–1, at which to begin: rounds begin at different assignments. */
  from: number,
): Promise<Result> {
  const { default: autocannon } = await import('autocannon');
  let next = 0;
  return autocannon({
    url: `http://127.0.0.1:${port}`,
    connections: CONNECTIONS,
    duration: seconds,
    setupClient: (client) => {
      const sender = senders[next % senders.length];
      next += 1;
      if (!sender) throw new Error('nobody has work under way');
      const start = Math.floor(sender.duties.length * from);
      const duties = [...sender.duties.slice(start), ...sender.duties.slice(0, start)];
      client.setRequests(duties.map((duty) => requestFor(duty, sender.token, period)));
    },
  });
}

/**
 * Report-progress over HTTP against the same route of the same server when it only validates and answers. The server
 * plays all of its roles: rows and warnings that follow from the reports are written meanwhile.
 * @param folder data folder with a programme under way
 */
export async function measureHttp(
  folder: string,
  { rounds, seconds }: { readonly rounds: number; readonly seconds: number },
  tell: (done: number, total: number) => void,
): Promise<Measurement> {
  const server = new Part('http', folder);
  try {
    const opened = await server.ask<Opened>('open', CONNECTIONS);
    const latency = { ours: [] as number[], baseline: [] as number[] };
    const settleMs: number[] = [];
    let done = 0;
    let answered = 0;
    const run = async (answerOnly: boolean, length: number, from: number): Promise<Result> => {
      await server.ask('answerOnly', answerOnly);
      const result = await load(opened, length, from);
      const created = result.statusCodeStats?.[`${CREATED}`]?.count ?? 0;
      if (result.errors > 0 || created !== result['2xx'] || result.non2xx > 0) {
        throw new Error(
          `${result.errors} requests failed, ${result.non2xx} were refused, ${created} of ${result['2xx']} wrote`,
        );
      }
      if (!answerOnly) answered += created;
      // What the round has left to be done must not fall on the next one.
      const started = performance.now();
      await server.ask('settle');
      if (!answerOnly) settleMs.push(performance.now() - started);
      tell(++done, 2 * rounds + 2);
      return result;
    };
    const { reports: before } = await server.ask<{ reports: number }>('settle');
    await run(true, WARM_UP_SECONDS, 0);
    await run(false, WARM_UP_SECONDS, 0);
    const side = (name: keyof typeof latency) => async (round: number) => {
      const result = await run(name === 'baseline', seconds, (round + 1) / (rounds + 1));
      latency[name].push(result.latency.p99);
      return result['2xx'] / result.duration;
    };
    const figures = await alternate(rounds, { ours: side('ours'), baseline: side('baseline') });
    const { reports: after } = await server.ask<{ reports: number }>('settle');
    // Those under way when a round ended were written without an answer that counts.
    const unanswered = after - before - answered;
    if (unanswered < 0 || unanswered > CONNECTIONS * (rounds + 1)) {
      throw new Error(`${answered} reports were answered as written, ${after - before} are in the log`);
    }
    return compared(
      {
        name: 'http',
        what: `Cập nhật tiến độ qua HTTP, ${CONNECTIONS} kết nối, ghi bền`,
        unit: 'requests/s',
        against: 'cùng tuyến, cùng máy chủ, chỉ kiểm tra rồi trả lời',
      },
      figures,
      GOAL,
      {
        reports: after - before,
        latencyP99Ms: latency.ours,
        baselineLatencyP99Ms: latency.baseline,
        settleMs,
      },
    );
  } finally {
    await server.stop();
  }
}
