import { useEffect } from 'react';
import { createStore, useStore } from '../api/store.js';
import { usePrinting } from '../ui/use-media.js';

/** Light, dark, or as the machine is set. */
export type ThemeChoice = 'light' | 'dark' | 'system';

const PLACE = 'nq57-theme';
const machine = window.matchMedia('(prefers-color-scheme: dark)');

function kept(): ThemeChoice {
  const value = localStorage.getItem(PLACE);
  return value === 'light' || value === 'dark' ? value : 'system';
}

export const themeChoice = createStore<ThemeChoice>(kept());
const machineDark = createStore(machine.matches);
machine.addEventListener('change', ({ matches }) => machineDark.set(matches));

export function chooseTheme(choice: ThemeChoice): void {
  themeChoice.set(choice);
  localStorage.setItem(PLACE, choice);
}

/** Whether the page is dark, which paper never is; keeps `<html data-theme>` in line. */
export function useDark(): boolean {
  const choice = useStore(themeChoice);
  const system = useStore(machineDark);
  const printing = usePrinting();
  const dark = !printing && (choice === 'system' ? system : choice === 'dark');
  useEffect(() => {
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  }, [dark]);
  return dark;
}
