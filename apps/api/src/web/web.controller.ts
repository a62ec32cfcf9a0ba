import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public, pagePolicy } from '#access';
import { Refusal } from '#kernel';
import type { Settings } from '../config/settings.js';
import { SETTINGS } from '../system.module.js';
import { readPage } from './web-pages.js';

/** Files of the build have a name that changes with their content. */
const ASSET = /^\/assets\/([\w.-]+)$/;
/** Files beside the page, as its icon. */
const FILE = /^\/([\w-]+\.(?:svg|png|ico|webmanifest|txt))$/;
const A_YEAR = '365d';

/**
 * The web application: its files, and its one page at every address that no route of the API has. Data of the API is
 * read by routes with a permission of their own; what is handed out here anybody may have.
 */
@ApiExcludeController()
@Controller()
@Public()
export class WebController {
  constructor(@Inject(SETTINGS) private readonly settings: Settings) {}

  @Get()
  root(@Res() reply: FastifyReply): Promise<void> {
    return this.#page(reply);
  }

  /** @throws {Refusal} not-found: neither a file nor an address that a person opens in a browser */
  @Get('*')
  async other(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const [path = ''] = request.url.split('?');
    const { webDir } = this.settings.http;
    const [, asset] = ASSET.exec(path) ?? [];
    if (asset) {
      reply.sendFile(asset, `${webDir}/assets`, { immutable: true, maxAge: A_YEAR });
      return;
    }
    const [, file] = FILE.exec(path) ?? [];
    if (file) {
      reply.sendFile(file, webDir, { maxAge: 0 });
      return;
    }
    const wantsPage = (request.headers.accept ?? '').includes('text/html');
    if (path.startsWith('/assets/') || !wantsPage) {
      throw new Refusal('not-found', 'no-such-route', 'Không có đường dẫn này.');
    }
    return this.#page(reply);
  }

  async #page(reply: FastifyReply): Promise<void> {
    const { html, nonce } = await readPage(this.settings.http.webDir);
    reply
      .header('Content-Type', 'text/html; charset=utf-8')
      .header('Cache-Control', 'no-cache')
      .header('Content-Security-Policy', pagePolicy(nonce))
      .send(html);
  }
}
