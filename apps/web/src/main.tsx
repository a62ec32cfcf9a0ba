import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { forgetOldDrafts } from './api/drafts.js';
import { loadSession } from './api/session.js';
import { App } from './app/app.js';
import './ui/theme.css';

void loadSession();
forgetOldDrafts();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
