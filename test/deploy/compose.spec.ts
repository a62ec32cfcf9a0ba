/*
 * What docker-compose.yml promises: a trial by default, and a cluster that is protected, keeps what is each one's own
 * apart and comes back by itself. The file is read as Compose reads it, with the defaults of its variables put in.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readSettings } from '../../apps/api/src/config/settings.js';

interface Service {
  readonly image: string;
  readonly build?: string;
  readonly profiles?: readonly string[];
  readonly restart: string;
  readonly scale?: string;
  readonly hostname?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly secrets?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

interface Composition {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
  readonly volumes: Readonly<Record<string, null>>;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const lines = (text: string) => text.split('\n').map((line) => line.trim());

const text = read('docker-compose.yml');
const withDefaults = text.replace(/\$\{\w+:-([^}]*)\}/g, '$1');
const { services, secrets, volumes } = parse(withDefaults, { merge: true }) as Composition;

const service = (name: string): Service => {
  const found = services[name];
  if (!found) throw new Error(`there is no service ${name}`);
  return found;
};
const inCluster = (name: string) => service(name).profiles?.includes('cluster') ?? false;
const names = Object.keys(services);
const NODES = ['node1', 'node2', 'node3'];
const REPLICAS = ['api1', 'api2', 'scheduler'];
const ONCE = ['certificates', 'protect-log'];
const lasting = names.filter((name) => !ONCE.includes(name));
/** Names of the volumes that a service mounts at a place. */
const mountedAt = (name: string, place: string) =>
  (service(name).volumes ?? []).flatMap((volume) => {
    const [source = '', target] = volume.split(':');
    return target === place ? [source] : [];
  });
/** Everything that is said of a service, as one text. */
const allOf = (name: string) => JSON.stringify(service(name));

describe('The composition', () => {
  it('has one node and one api by default, and the cluster by its profile', () => {
    expect(names.filter((name) => !inCluster(name))).toEqual(['node', 'api']);
    expect(names.filter(inCluster).sort()).toEqual([...NODES, ...REPLICAS, ...ONCE].sort());
  });

  it.each(lasting)('starts %s again whenever it ends', (name) => {
    expect(service(name).restart).toBe('unless-stopped');
  });

  it.each(ONCE)('runs %s once', (name) => {
    expect(service(name).restart).toBe('no');
  });

  it.each(names)('pins the version of the image of %s', (name) => {
    expect(service(name).image).toMatch(/:\d+\.\d+\.\d+$/);
  });

  it('has the same server for the trial, the nodes and the script that protects the log', () => {
    expect(new Set(['node', ...NODES, 'protect-log'].map((name) => service(name).image)).size).toBe(1);
  });

  it.each(['api', ...REPLICAS])(
    'gives %s settings that the server accepts, and no variable that it does not know',
    (name) => {
      const { NQ57_EVENTSTOREDB_URL_FILE: file, ...given } = service(name).environment ?? {};
      const environment = file === undefined ? given : { ...given, NQ57_EVENTSTOREDB_URL: 'esdb://a:b@c' };
      const known = read('apps/api/src/config/settings.ts').match(/\bNQ57_\w+/g);
      expect(known).toEqual(expect.arrayContaining(Object.keys(service(name).environment ?? {})));
      expect(readSettings(environment).eventLog).toMatchObject({ engine: 'eventstoredb' });
    },
  );

  it('listens on the machine itself only, where nothing else is said', () => {
    const ports = names.flatMap((name) => service(name).ports ?? []);
    expect(ports).toHaveLength(4);
    for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });

  it('names every volume and secret that it uses, uses every one, and finds every file', () => {
    const mounts = names.flatMap((name) => service(name).volumes ?? []).map((mount) => mount.split(':')[0]!);
    const files = mounts.filter((mount) => mount.startsWith('.'));
    expect(new Set(mounts.filter((mount) => !mount.startsWith('.')))).toEqual(new Set(Object.keys(volumes)));
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
    expect(new Set(names.flatMap((name) => service(name).secrets ?? []))).toEqual(
      new Set(Object.keys(secrets)),
    );
  });

  it('can be without its trial: both of its services take their number from one variable', () => {
    const { services: raw } = parse(text, { merge: true }) as Composition;
    for (const name of ['node', 'api']) expect(raw[name]?.scale).toMatch(/^\$\{TRIAL_INSTANCES:-1\}$/);
    expect(lines(read('deploy/env.example'))).toEqual(
      expect.arrayContaining(['COMPOSE_PROFILES=cluster', 'TRIAL_INSTANCES=0']),
    );
  });

  it('takes no variable but those that the example explains and the ports of the trial', () => {
    const taken = [...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name!);
    const explained = lines(read('deploy/env.example')).flatMap((line) => /^(\w+)=/.exec(line)?.[1] ?? []);
    expect(new Set([...taken, 'COMPOSE_PROFILES'])).toEqual(
      new Set([...explained, 'TRIAL_PORT', 'TRIAL_NODE_PORT']),
    );
  });
});

describe('The cluster', () => {
  it.each(NODES)('has TLS at %s, with a certificate of its own and the one authority', (name) => {
    expect(service(name).hostname).toBe(name);
    expect(service(name).environment).toMatchObject({
      KURRENTDB_CLUSTER_SIZE: '3',
      KURRENTDB_CERTIFICATE_FILE: `/certificates/${name}/node.crt`,
      KURRENTDB_CERTIFICATE_PRIVATE_KEY_FILE: `/certificates/${name}/node.key`,
      KURRENTDB_TRUSTED_ROOT_CERTIFICATES_PATH: '/ca',
      KURRENTDB_NODE_HOST_ADVERTISE_AS: name,
      KURRENTDB_REPLICATION_HOST_ADVERTISE_AS: name,
      KURRENTDB_GOSSIP_SEED: NODES.filter((other) => other !== name)
        .map((other) => `${other}:2113`)
        .join(),
    });
    expect(service('certificates').environment?.NODES?.split(' ')).toContain(name);
  });

  it('is nowhere insecure, while the trial says that it is', () => {
    expect(allOf('node')).toMatch(/insecure/i);
    for (const name of names.filter(inCluster)) {
      expect(allOf(name)).not.toMatch(/insecure|tls=false|ANONYMOUS|http:\/\//i);
    }
  });

  it('holds no password, and starts no node without the secret that holds one', () => {
    expect(text + read('deploy/env.example')).not.toContain('changeit');
    expect(read('deploy/env.example')).not.toMatch(/^\w*(PASSWORD|SECRET)\w*=/m);
    for (const name of names) {
      const { environment = {} } = service(name);
      const holders = Object.keys(environment).filter((key) => /PASSWORD|SECRET|URL/.test(key));
      expect(holders.filter((key) => !key.endsWith('_FILE'))).toEqual(
        name === 'api' ? ['NQ57_EVENTSTOREDB_URL'] : [],
      );
    }
    for (const name of NODES) {
      expect(service(name).secrets).toEqual(['log-admin-password']);
      expect(service(name).entrypoint).toEqual(['/bin/sh', '/deploy/start-node.sh']);
    }
    for (const name of REPLICAS) expect(service(name).secrets).toEqual(['log-url']);
    for (const { file } of Object.values(secrets)) expect(file).toMatch(/^\.\/deploy\/secrets\//);
    expect(lines(read('deploy/.gitignore'))).toContain('secrets/');
  });

  it('keeps the key of the authority from all but the service that makes certificates', () => {
    expect(names.filter((name) => allOf(name).includes('ca-key:'))).toEqual(['certificates']);
    for (const name of REPLICAS) expect(allOf(name)).not.toContain('certificates:/');
  });

  it('keeps the log of each node and the read models of each replica on a volume of its own', () => {
    const places = [
      ...NODES.map((name) => mountedAt(name, '/var/lib/kurrentdb')),
      ...REPLICAS.map((name) => mountedAt(name, service(name).environment?.NQ57_DATA_DIR ?? '')),
    ];
    expect(places.map(({ length }) => length)).toEqual(places.map(() => 1));
    expect(new Set(places.flat()).size).toBe(places.length);
  });

  it('keeps what the replicas share on one volume', () => {
    const shared = REPLICAS.map((name) => mountedAt(name, service(name).environment?.NQ57_SHARED_DIR ?? ''));
    expect(shared).toEqual([['shared'], ['shared'], ['shared']]);
  });

  it('has two replicas that answer and one scheduler', () => {
    expect(REPLICAS.map((name) => service(name).environment?.NQ57_ROLES)).toEqual([
      'http,projections',
      'http,projections',
      'projections,scheduler',
    ]);
  });

  it.each(NODES)('asks %s whether it lives, over TLS that it checks', (name) => {
    const { test = [] } = service(name).healthcheck ?? {};
    expect(test).toEqual(expect.arrayContaining(['--cacert', 'https://localhost:2113/health/live']));
  });

  it('asks every api whether it is ready, and only a service without a door is not asked', () => {
    expect(read('deploy/ready.mjs')).toContain('/health/ready');
    for (const name of lasting.filter((each) => service(each).build !== undefined)) {
      const { healthcheck, environment } = service(name);
      const hasDoor = environment?.NQ57_ROLES?.split(',').includes('http') ?? false;
      expect(healthcheck).toMatchObject(
        hasDoor ? { test: ['CMD', 'node', '/app/deploy/ready.mjs'] } : { disable: true },
      );
    }
  });

  it('starts the nodes after their certificates, and the replicas after healthy nodes and a protected log', () => {
    for (const name of NODES) {
      expect(service(name).depends_on).toEqual({
        certificates: { condition: 'service_completed_successfully' },
      });
    }
    const healthy = Object.fromEntries(NODES.map((name) => [name, { condition: 'service_healthy' }]));
    expect(service('protect-log').depends_on).toEqual(healthy);
    for (const name of REPLICAS) {
      expect(service(name).depends_on).toEqual({
        ...healthy,
        'protect-log': { condition: 'service_completed_successfully' },
      });
    }
  });

  it('neither scavenges nor keeps the secondary indexes that forbid copying a running node', () => {
    for (const name of ['node', ...NODES]) {
      expect(allOf(name)).not.toMatch(/scavenge/i);
      expect(service(name).environment?.KURRENTDB_SECONDARY_INDEXING__ENABLED).toBe('false');
    }
  });
});

describe('The image', () => {
  const dockerfile = lines(read('Dockerfile'));

  it('runs as a user of its own, asks for its own health and starts the server', () => {
    expect(dockerfile.filter((line) => line.startsWith('USER '))).toEqual(['USER node']);
    expect(dockerfile.filter((line) => line.startsWith('HEALTHCHECK ')).join()).toContain('ready.mjs');
    expect(dockerfile.filter((line) => line.startsWith('CMD ')).join()).toContain(
      'dist/apps/api/src/main.js',
    );
  });

  it('is built from what .dockerignore leaves, which is all that it copies and no secret', () => {
    const [everything, ...left] = lines(read('.dockerignore')).filter(
      (line) => line && !line.startsWith('#'),
    );
    expect(everything).toBe('*');
    const copied = dockerfile.flatMap(
      (line) => line.match(/(?<=\/app\/)(?!dist|node_modules)[\w.-]+(?= )/g) ?? [],
    );
    expect(copied.length).toBeGreaterThan(4);
    for (const name of copied) expect(left.some((line) => line.startsWith(`!${name}`))).toBe(true);
    expect(left.filter((line) => /secrets|^!deploy$|^!\.env|var/.test(line))).toEqual([]);
    for (const file of left.filter((line) => line.startsWith('!'))) {
      expect(existsSync(join(ROOT, file.slice(1)))).toBe(true);
    }
  });
});
