import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Command } from 'commander';
import { note, print, table } from '../output.js';
import { serverAddress } from '../server-address.js';

const PROGRAMME = 'ctr-bcd-2026';
const FROM = '2026-01-05';
const UNTIL = '2026-11-20';
const SEED = '57';
/** Says that a folder was made by the demo, and may be made anew by it. */
const MARK = 'demo.json';

/** An update that is missing, for the visitor to send. */
interface Missing {
  readonly assignment: string;
  readonly period: string;
  /** Null for a task without an end, which has no percent to reach. */
  readonly due: string | null;
}

/** A correction that moves the whole city's figure. */
interface ShownCorrection {
  readonly code: string;
  /** The instant at which it was recorded. */
  readonly at: string;
}

interface DemoAccount {
  readonly account: string;
  readonly password: string;
  readonly who: string;
}

/** `npm run demo`: eleven months of the 2026 programme, simulated, then the server. */
export function demoCommand(program: Command): void {
  program
    .command('demo')
    .description('mô phỏng mười một tháng của chương trình 2026 rồi mở máy chủ')
    .option('--no-serve', 'chỉ mô phỏng, không mở máy chủ')
    .action(async ({ serve }: { serve: boolean }) => {
      process.env.NQ57_DATA_DIR ??= 'var/demo';
      process.env.NQ57_LOG_LEVEL ??= 'error';
      const { readSettings } = await import('../../../api/src/index.js');
      const { hasEvents } = await import('../system.js');
      const settings = readSettings();
      if (settings.eventLog.engine === 'eventstoredb' && (await hasEvents(settings))) {
        throw new Error(
          'máy chủ sự kiện đã có dữ liệu dưới tiền tố này; hãy đặt NQ57_EVENTSTOREDB_PREFIX thành một tiền tố mới',
        );
      }
      freshFolder(settings.dataDir);
      const { simulate } = await import('./simulate.js');
      await simulate({ programme: PROGRAMME, from: FROM, until: UNTIL, seed: SEED, policy: 'city-monthly' });
      const { accounts, missing, life, correction } = await prepare();
      const server = serve ? await listen(settings) : null;
      print(
        table(
          ['Tài khoản', 'Mật khẩu', 'Vai trò'],
          accounts.map((row) => [row.account, row.password, row.who]),
        ),
      );
      print();
      const address = serverAddress(settings);
      if (server) {
        print('Một phút trên các trang (mỗi dòng: ai đăng nhập, mở trang nào, thấy gì):');
        for (const [account, path, what] of pageLines(accounts, life, correction)) {
          print(`  ${account}  ${address}${path}`);
          print(`    ${what}`);
        }
        print();
      }
      print('Qua API (gửi cập nhật còn thiếu, xem cảnh báo, đọc lịch sử):');
      for (const line of curlLines(address, accounts, missing)) print(line);
      print();
      print(`Xem thêm ở một cửa sổ khác (NQ57_DATA_DIR=${relative(process.cwd(), settings.dataDir)}):`);
      for (const line of furtherLines(life, correction)) print(`  ${line}`);
      print();
      if (server) {
        note(`Mở ${address} và đăng nhập bằng một tài khoản ở trên — API: /docs — dừng: Ctrl+C`);
        await openBrowser(address);
      }
    });
}

/** Empties a folder that an earlier demo made; refuses any other that holds something. */
function freshFolder(folder: string): void {
  const entries = existsSync(folder) ? readdirSync(folder) : [];
  if (entries.length > 0 && !entries.includes(MARK)) {
    throw new Error(
      `${folder} đang có dữ liệu không phải của bản thử; hãy chọn thư mục khác bằng NQ57_DATA_DIR`,
    );
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, MARK), `${JSON.stringify({ simulated: true })}\n`);
}

/** Sets passwords, prints the overview, and finds a warning for the visitor to clear. */
async function prepare(): Promise<{
  accounts: DemoAccount[];
  missing: Missing;
  life: string | null;
  correction: ShownCorrection | null;
}> {
  const { withSystem } = await import('../system.js');
  const { OverviewQuery } = await import('../../../api/src/index.js');
  const { overviewText } = await import('../overview-text.js');
  const { generatePassword, SetPasswordCommand } = await import('#access');
  const { unitOfAssignment } = await import('#tasks');
  const { SIMULATED_ACCOUNTS } = await import('../simulation/simulate.js');
  const { DIGIT_TOO_MANY } = await import('../simulation/figures.js');
  return withSystem(async ({ queries, principal, clock, commands, context, readModels }) => {
    print(overviewText(await queries.execute(new OverviewQuery(principal, PROGRAMME, clock.now()))));
    print();
    const client = readModels.db.$client;
    const found = client
      .prepare<[string], Missing>(
        `SELECT w.assignment, w.period, a.current_due AS due
         FROM warnings_warnings w JOIN tasks_assignments a ON a.id = w.assignment
         WHERE w.programme = ? AND w.rule = 'update-missing' AND w.cleared_at IS NULL AND w.unit LIKE 'so-%'
         ORDER BY w.period DESC, a.current_due IS NULL, w.id LIMIT 1`,
      )
      .get(PROGRAMME);
    const missing = found ?? { assignment: `${PROGRAMME}.2.so-noi-vu`, period: '2026-10', due: null };
    const unit = unitOfAssignment(missing.assignment);
    const name = client
      .prepare<[string], string>('SELECT name FROM catalogue_units WHERE id = ?')
      .pluck()
      .get(unit);
    const who: [string, string][] = [
      [SIMULATED_ACCOUNTS.standingOffice, 'Cơ quan Thường trực Ban Chỉ đạo'],
      [SIMULATED_ACCOUNTS.standingOfficeHead, 'Lãnh đạo Cơ quan Thường trực (người thứ hai)'],
      [SIMULATED_ACCOUNTS.directingLeader, 'Lãnh đạo chỉ đạo'],
      [SIMULATED_ACCOUNTS.ofUnit(unit), `Đầu mối ${name ?? unit}`],
      [SIMULATED_ACCOUNTS.inspector, 'Ủy ban Kiểm tra'],
      [SIMULATED_ACCOUNTS.administrator, 'Quản trị tài khoản'],
    ];
    const accounts: DemoAccount[] = [];
    for (const [account, position] of who) {
      const password = generatePassword();
      await commands.execute(new SetPasswordCommand(account, password, context(['password', account])));
      accounts.push({ account, password, who: position });
    }
    await readModels.catchUp();
    // One that climbed to the inspection commission, was explained, and cleared.
    const life = client
      .prepare<[string], string>(
        `SELECT id FROM warnings_warnings WHERE programme = ? AND level = 4 AND rule = 'update-missing'
         AND explanation = 'accepted' AND cleared_at IS NOT NULL ORDER BY raised_at DESC, id LIMIT 1`,
      )
      .pluck()
      .get(PROGRAMME);
    const correction = client
      .prepare<[string, string], ShownCorrection>(
        `SELECT code, recorded_at AS at FROM indicators_measurements
         WHERE programme = ? AND corrects IS NOT NULL AND reason = ? ORDER BY recorded_at LIMIT 1`,
      )
      .get(PROGRAMME, DIGIT_TOO_MANY);
    return { accounts, missing, life: life ?? null, correction: correction ?? null };
  });
}

async function listen(settings: import('../../../api/src/index.js').Settings) {
  const { createServer } = await import('../../../api/src/index.js');
  const app = await createServer(settings);
  await app.listen(settings.port, settings.host);
  return app;
}

/** Shows the pages where somebody sits at a desktop; elsewhere the printed address has to do. */
async function openBrowser(address: string): Promise<void> {
  const hasDesktop =
    ['darwin', 'win32'].includes(process.platform) ||
    [process.env.DISPLAY, process.env.WAYLAND_DISPLAY].some((display) => Boolean(display));
  if (!process.stdout.isTTY || process.env.CI || !hasDesktop) return;
  const { default: open } = await import('open');
  const failed = () => note(`Không tự mở được trình duyệt: hãy mở ${address}`);
  try {
    (await open(address)).once('error', failed);
  } catch {
    failed();
  }
}

const MINUTE_MS = 60_000;

/** What a spreadsheet doesn't know, in four pages: who logs in, the page, what is to be seen there. */
function pageLines(
  accounts: readonly DemoAccount[],
  life: string | null,
  correction: ShownCorrection | null,
): (readonly [string, string, string])[] {
  const unit = accounts.find(({ account }) => account.startsWith('dm.'))?.account ?? '';
  const indicator = (code: string) => encodeURIComponent(`/chi-tieu/${encodeURIComponent(code)}`);
  const before = ({ at }: ShownCorrection) => new Date(Date.parse(at) - MINUTE_MS).toISOString();
  return [
    [
      'thuong-truc',
      '/tong-quan',
      'tỷ lệ của tháng và quy tắc tính; bấm vào số nào cũng mở ra danh sách, mỗi dòng mở ra sự kiện',
    ],
    ...(life === null
      ? []
      : [
          [
            'thuong-truc',
            `/canh-bao/${encodeURIComponent(life)}`,
            'một cảnh báo lên đến Ủy ban Kiểm tra, được giải trình, đã hết và còn lưu mãi',
          ] as const,
        ]),
    [unit, '/viec-thang-nay', 'việc phải cập nhật của đơn vị, gửi hết từ một trang bằng bàn phím'],
    ...(correction === null
      ? []
      : [
          [
            'kiem-tra',
            `/so-sanh?trang=${indicator(correction.code)}&biet=${encodeURIComponent(before(correction))}`,
            'một chỉ tiêu như được biết trước khi đính chính, cạnh số liệu bây giờ',
          ] as const,
        ]),
  ];
}

/** The month's end and the indicators, from the command line. */
function furtherLines(life: string | null, correction: ShownCorrection | null): string[] {
  const nq57 = 'npm run -s nq57 --';
  const known = ({ code, at }: ShownCorrection) =>
    [new Date(Date.parse(at) - MINUTE_MS).toISOString(), at].map(
      (instant) => `${nq57} judge --programme ${PROGRAMME} --indicator "${code}" --as-known-at ${instant}`,
    );
  return [
    `${nq57} period list --programme ${PROGRAMME}`,
    `${nq57} period drift --programme ${PROGRAMME} --period 2026-10`,
    `${nq57} scorecard --programme ${PROGRAMME} --span 2026-Q3`,
    ...(life === null ? [] : [`${nq57} history --warning ${life}`]),
    `${nq57} judge --programme ${PROGRAMME}`,
    ...(correction === null ? [] : known(correction)),
  ];
}

/** Four lines to try: log in as a unit, report what is missing, see the warning, read the history as inspector. */
function curlLines(
  base: string,
  accounts: readonly DemoAccount[],
  { assignment, period, due }: Missing,
): string[] {
  const unit = accounts.find(({ account }) => account.startsWith('dm.'));
  const inspector = accounts.find(({ account }) => account === 'kiem-tra');
  const logIn = (account: DemoAccount | undefined) =>
    `$(curl -s ${base}/sessions -H 'Content-Type: application/json' ` +
    `-d '{"account":"${account?.account}","password":"${account?.password}"}' | sed 's/.*"token":"\\([^"]*\\)".*/\\1/')`;
  const report = JSON.stringify({
    period,
    kind: 'progress',
    ...(due === null ? {} : { percent: 95 }),
    summary: 'Đã bổ sung kết quả của tháng, gửi kèm văn bản báo cáo.',
  });
  return [
    `UNIT=${logIn(unit)}`,
    `curl -s -X POST ${base}/assignments/${assignment}/progress-reports -H "Authorization: Bearer $UNIT" -H 'Content-Type: application/json' -d '${report}'`,
    `curl -s ${base}/warnings/update-missing.${assignment}.${period} -H "Authorization: Bearer $UNIT"`,
    `INSPECTOR=${logIn(inspector)}; curl -s "${base}/assignments/${assignment}/history?limit=500" -H "Authorization: Bearer $INSPECTOR"`,
  ];
}
