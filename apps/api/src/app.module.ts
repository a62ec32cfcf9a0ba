import { type DynamicModule, Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';
import { LoggerModule } from 'nestjs-pino';
import { register } from 'prom-client';
import type { Clock } from '#kernel';
import { ChangesController } from './changes/changes.controller.js';
import type { Settings } from './config/settings.js';
import { HealthController } from './operation/health.controller.js';
import { MetricsController } from './operation/metrics.controller.js';
import { OverviewController } from './overview/overview.controller.js';
import { SystemModule } from './system.module.js';
import { BrowserSessionController } from './web/browser-session.controller.js';
import { BrowserSessionHandler } from './web/browser-session.query.js';
import { WebController } from './web/web.controller.js';

/** The server: the system, and its door to the network. */
@Module({})
export class AppModule {
  /** @param clock default: as the settings say */
  static with(settings: Settings, clock?: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [
        LoggerModule.forRoot({
          pinoHttp: {
            level: settings.logLevel,
            // No personal data, no secrets: no headers, no bodies, no query strings.
            serializers: {
              req: (request: { id: string; method: string; url: string }) => ({
                id: request.id,
                method: request.method,
                path: request.url.split('?')[0],
              }),
              res: (reply: { statusCode: number }) => ({ status: reply.statusCode }),
            },
            genReqId: (request) => String(request.id),
            customLogLevel: (_request, reply, error) =>
              error || reply.statusCode >= 500 ? 'error' : reply.statusCode >= 400 ? 'info' : 'debug',
          },
        }),
        PrometheusModule.register({
          controller: MetricsController,
          // They speak of the process: a second server in it finds them there.
          defaultMetrics: { enabled: register.getMetricsAsArray().length === 0 },
        }),
        TerminusModule.forRoot({ logger: false }),
        SystemModule.with(settings, clock),
      ],
      controllers: [
        OverviewController,
        ChangesController,
        HealthController,
        BrowserSessionController,
        WebController,
      ],
      providers: [BrowserSessionHandler],
    };
  }
}
