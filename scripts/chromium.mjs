// Where Chromium is, for the tests in a browser; Debian's is installed where there is none and this process may.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Where it is looked for, the first first. */
export const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The path of a Chromium, or undefined. `NQ57_CHROMIUM` names another one. */
export const chromiumPath = () =>
  [process.env.NQ57_CHROMIUM ?? '', ...CANDIDATES].find((path) => path !== '' && existsSync(path));

/** Installs Debian's where there is none, as root on a machine with apt; otherwise the tests say what they skip. */
export function bringChromium(say) {
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (chromiumPath() || !mayInstall) return;
  say('Installing Chromium for the tests in a browser (the first run only)…');
  const apt = (...args) =>
    spawnSync('apt-get', ['-q', ...args], {
      stdio: ['ignore', 2, 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  const install = () => apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
  if (!install() && !(apt('update') && install()))
    say('Chromium could not be installed: apt-get install chromium');
}
