// The page follows the system's theme, unless the address names one: theme=light or theme=dark, as in Grafana.

const preferred = matchMedia('(prefers-color-scheme: light)');
const given = new URLSearchParams(location.search).get('theme');
let picked = given === 'light' || given === 'dark' ? given : null;
const resolved = new Map();
apply();

/** The theme that the address or the button chose; null while the system decides. */
export function pickedTheme() { return picked; }

export function isLight() { return (picked ?? (preferred.matches ? 'light' : 'dark')) === 'light'; }

/** A custom property of the style sheet as a color that a canvas understands. */
export function themeColor(property) {
  if (!resolved.has(property)) {
    const probe = document.createElement('i');
    probe.style.color = `var(${property})`;
    document.documentElement.append(probe);
    resolved.set(property, getComputedStyle(probe).color);
    probe.remove();
  }
  return resolved.get(property);
}

/** The button that switches between the themes. */
export function createThemeButton(button, changed) {
  const show = () => {
    button.title = `Show the ${isLight() ? 'dark' : 'light'} theme`;
    button.setAttribute('aria-label', button.title);
  };
  const redraw = () => { apply(); show(); changed(); };
  button.onclick = () => { picked = isLight() ? 'dark' : 'light'; redraw(); };
  preferred.addEventListener('change', () => { if (picked === null) redraw(); });
  show();
}

function apply() {
  resolved.clear();
  if (picked) document.documentElement.dataset.theme = picked;
}
