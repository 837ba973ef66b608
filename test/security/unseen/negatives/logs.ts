import { BASE64, type Draw } from '../draw.js';
import type { Negative } from '../item.js';
import { harmless, type Maker } from './harmless.js';

/** Whole lines of servers, tools and clusters, with private addresses only. */
export const logs = (draw: Draw): readonly Negative[] => Object.entries(LINES).flatMap(([kind, make]) => harmless(draw, [kind, 3], make));

const LINES: Readonly<Record<string, Maker>> = {
  nginx: (draw) =>
    `10.0.${draw.below(99)}.7 - - [11/Feb/2026:06:25:24 +0000] "GET /api/items?page=${draw.between(1, 99)} HTTP/2.0" 200 ${draw.digits(4)} "https://shop.example.com/" "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)" rt=0.0${draw.digits(2)}`,
  nginx_error: (draw) =>
    `2026/02/11 06:25:24 [error] ${draw.digits(3)}#0: *${draw.digits(5)} open() "/srv/www/favicon.ico" failed (2: No such file or directory)`,
  apache_error: (draw) =>
    `[Wed Feb 11 06:25:24.${draw.digits(6)} 2026] [core:notice] [pid ${draw.digits(4)}:tid 14${draw.digits(13)}] AH00094: Command line: '/usr/sbin/httpd'`,
  journald: (draw) => `Feb 11 06:25:24 n1 systemd[1]: session-${draw.digits(4)}.scope: Deactivated successfully.`,
  sshd: (draw) => `sshd[${draw.digits(5)}]: pam_unix(sshd:session): session opened for user deploy(uid=1001) by (uid=0)`,
  sudo: () => 'sudo:   deploy : TTY=pts/0 ; PWD=/srv/app ; USER=root ; COMMAND=/usr/bin/systemctl restart web',
  cron: (draw) => `CRON[${draw.digits(5)}]: (root) CMD (test -x /usr/sbin/anacron || run-parts /etc/cron.daily)`,
  kernel: (draw) =>
    `kernel: [${draw.digits(6)}.${draw.digits(6)}] Out of memory: Killed process ${draw.digits(5)} (node) total-vm:${draw.digits(7)}kB`,
  kubelet: (draw) =>
    `E0211 06:25:24.${draw.digits(6)}    1423 pod_workers.go:1298] "Error syncing pod, skipping" err="CrashLoopBackOff" podUID="${draw.hex(8)}-1b2c-4d3e-8f90-${draw.hex(12)}"`,
  events: (draw) =>
    `Normal  Pulled  ${draw.between(1, 59)}s  kubelet  Container image "nginx:1.27.${draw.below(9)}" already present on machine`,
  mount: () => 'MountVolume.SetUp succeeded for volume "kube-api-access" (UniqueName: "kubernetes.io/projected/x")',
  secret_ref: () => 'secretKeyRef: {name: db-creds, key: url}; envFrom secretRef name=app-env',
  helm: (draw) => `Release "web" has been upgraded. REVISION: ${draw.between(1, 99)} STATUS: deployed`,
  terraform: (draw) => `aws_iam_role.app: Refreshing state... [id=app-role-${draw.digits(4)}]\nPlan: 1 to add, 0 to change, 0 to destroy.`,
  terraform_sensitive: () => '~ password = (sensitive value)\n+ secret_string = (known after apply)',
  compose: (draw) => `web-1  | Listening on http://0.0.0.0:${draw.digits(4)} (pid ${draw.digits(3)})`,
  docker_build: (draw) => `#12 exporting layers done\n#12 writing image sha256:${draw.hex(64)} done`,
  npm: (draw) => `added ${draw.digits(3)} packages, and audited ${draw.digits(3)} packages in ${draw.between(1, 60)}s`,
  webpack: (draw) => `asset main.${draw.hex(20)}.js 1.${draw.digits(2)} MiB [emitted] [immutable] [minimized] (name: main)`,
  jest: (draw) => `Tests:       ${draw.digits(2)} passed, ${draw.digits(2)} total; password.test.ts token.spec.ts auth.test.ts`,
  postgres: (draw) =>
    `LOG:  checkpoint complete: wrote ${draw.digits(4)} buffers (1.2%); distance=${draw.digits(5)} kB, estimate=${draw.digits(5)} kB`,
  slow_query: (draw) =>
    `duration: ${draw.digits(4)}.${draw.digits(3)} ms  statement: SELECT id, token_count, password_changed_at FROM accounts WHERE id = ${draw.digits(5)}`,
  insert: () => 'INSERT INTO sessions (id, user_id, token, created_at) VALUES ($1, $2, $3, now()) ON CONFLICT DO NOTHING',
  ddl: () => 'ALTER TABLE users ADD COLUMN password_hash text NOT NULL, ADD CONSTRAINT pk_token PRIMARY KEY (id)',
  redis: (draw) => `${draw.digits(5)}:M 11 Feb 2026 06:25:24.${draw.digits(3)} * Background saving started by pid ${draw.digits(5)}`,
  kafka: (draw) =>
    `[GroupCoordinator 2]: Stabilized group web generation ${draw.digits(4)} (__consumer_offsets-${draw.digits(2)}) with 3 members`,
  spark: (draw) => `Connecting to driver: spark://CoarseGrainedScheduler@10.10.3.${draw.between(1, 99)}:${draw.digits(5)}`,
  akka: (draw) => `Remoting started; listening on addresses :[akka.tcp://system@10.1.2.${draw.between(1, 99)}:2552]`,
  android: (draw) =>
    `WindowManager: addWindow: token=Token{${draw.hex(7)} ActivityRecord{${draw.hex(7)} u0 com.example/.Main t${draw.digits(2)}}}`,
  hdfs: (draw) =>
    `BLOCK* NameSystem.addStoredBlock: blockMap updated: 10.2.3.4:50010 is added to blk_-${draw.digits(19)} size ${draw.digits(8)}`,
  haproxy: (draw) =>
    `10.0.1.2:${draw.digits(5)} [11/Feb/2026:06:25:24.${draw.digits(3)}] http-in web/srv1 10/0/30/69/109 200 2750 - - ---- 1/1/1/1/0 0/0 {1wt.eu} {} "GET / HTTP/1.1"`,
  git_push: (draw) => `To git@code.example.com:infra/web.git\n   ${draw.hex(7)}..${draw.hex(7)}  main -> main`,
  metric: (draw) => `http_request_duration_seconds_bucket{method="GET",route="/token",le="0.25"} ${draw.digits(5)}`,
  statsd: (draw) => `auth.login.success:${draw.digits(2)}|c|@0.1|#env:prod,region:eu`,
  influx: (draw) => `cpu,host=n1,region=eu usage_idle=${draw.digits(2)}.5 17${draw.digits(17)}`,
  otel: (draw) => `Span{name=GET /session, traceId=${draw.hex(32)}, spanId=${draw.hex(16)}, kind=SERVER}`,
  data_uri: (draw) => `background:url(data:image/gif;base64,R0lGODlhAQABAIAAAP${draw.text(120, BASE64)}=)`,
  csp: (draw) => `Content-Security-Policy: script-src 'nonce-${draw.text(22, BASE64)}==' 'strict-dynamic'; base-uri 'self'`,
  tls: () => 'TLSv1.3, cipher TLS_AES_256_GCM_SHA384, key exchange X25519, peer key 256 bits, session reused',
  mime: (draw) => `Content-Type: multipart/mixed; boundary="----=_Part_${draw.digits(6)}_${draw.digits(9)}.17${draw.digits(11)}"`,
  message_id: (draw) => `accept-language: sv-SE,sv;q=0.9; x-request-id: ${draw.hex(32)}`,
  win_event: (draw) =>
    `EventID=4624 LogonType=3 LogonProcessName=Kerberos AuthenticationPackageName=Kerberos KeyLength=0 ProcessId=0x${draw.hex(3)}`,
  cpp_core: (draw) =>
    `#${draw.between(1, 9)}  0x0000${draw.hex(12)} in Parser::token (this=0x${draw.hex(12)}, key=...) at parser.cc:${draw.digits(3)}`,
};
