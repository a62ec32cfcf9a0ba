import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestSystem } from '../support/system.js';
let s: TestSystem;
beforeAll(async () => { const t=performance.now(); s = await TestSystem.open(); console.log('open', performance.now()-t, (await s.log.head())); });
afterAll(() => s.close());
describe('x', () => { it('y', async () => {
  const t=performance.now();
  const a = await s.get<any>('/assignments?limit=100','office');
  console.log(a.items.length, performance.now()-t, a.items[0], a.items.map((x:any)=>x.id));
  await s.token('finance'); const p = await Promise.all(Array.from({length:20},(_,i)=>s.post('/assignments/ctr-bcd-2026.13.so-tai-chinh/progress-reports','finance',{period:'2026-01',kind:'progress',percent:10,summary:'lần '+i})));
  console.log(p.map(x=>x.status));
}); });
