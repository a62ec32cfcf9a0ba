export * from './layouts.js';
export * from './make-docx.js';
export * from './make-xlsx.js';
export * from './make-zip.js';
export * from './office-parts.js';
export * from './refusals.js';
