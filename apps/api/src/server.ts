import multipart from '@fastify/multipart';
import fastifyStatic from '@fastify/static';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import { Logger } from 'nestjs-pino';
import { DoorAdapter, describeTwoClocks } from '#access';
import type { Clock } from '#kernel';
import { AppModule } from './app.module.js';
import type { Settings } from './config/settings.js';

/** Builds the server, ready to listen. @param clock default: as the settings say */
export async function createServer(settings: Settings, clock?: Clock): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(settings, clock),
    // Streams of changes stay open for hours; a shutdown does not wait for them.
    new DoorAdapter({ bodyLimit: settings.bodyLimitBytes, forceCloseConnections: true }),
    // What can't be built is told by the error that is thrown, once.
    { logger: false, abortOnError: false },
  );
  // Files that are imported; each route says how large they may be.
  await app.register(multipart, { limits: { fileSize: settings.imports.maxFileBytes, files: 1 } });
  // No files of its own accord: a route that is declared public hands out each.
  await app.register(fastifyStatic, { serve: false, preCompressed: true, index: false, dotfiles: 'deny' });
  app.useLogger(app.get(Logger));
  app.enableShutdownHooks();
  const document = SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setOpenAPIVersion('3.1.0')
      .setTitle('nq57-monitor')
      .setDescription('Theo dõi nhiệm vụ và chỉ tiêu thực hiện Nghị quyết số 57-NQ/TW')
      .setVersion('0.1.0')
      .addBearerAuth()
      .build(),
  );
  describeTwoClocks(document);
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'openapi.json',
    // Left to itself, the page sends its address to an outside validator.
    swaggerOptions: { validatorUrl: 'none' },
  });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app;
}
