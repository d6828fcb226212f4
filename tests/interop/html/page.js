// SPDX-License-Identifier: MIT
// Looked at by run.py: what is wrong with the page at hand, as lists of sentences.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const name = (element) => element.tagName.toLowerCase() +
    (element.id ? '#' + element.id : element.className ? '.' + element.className : '') +
    ' "' + element.textContent.trim().slice(0, 30) + '"';

  function structure() {
    const wrong = [];
    const say = (text) => wrong.push(text);
    if (document.documentElement.lang !== 'en') say('no language');
    if (!document.title) say('no title');
    if (document.compatMode !== 'CSS1Compat') say('quirks mode');
    for (const tag of ['h1', 'main', 'header', 'nav', 'footer'])
      if (all(tag).length !== 1) say(`${all(tag).length} <${tag}>`);
    let level = 0;
    for (const heading of all('h1, h2, h3, h4, h5, h6')) {
      const own = Number(heading.tagName[1]);
      if (own > level + 1) say(`level ${own} after ${level}: ${name(heading)}`);
      level = own;
    }
    const ids = new Set();
    for (const element of all('[id]')) {
      if (ids.has(element.id)) say(`twice: ${element.id}`);
      ids.add(element.id);
    }
    for (const link of all('a')) {
      const target = link.getAttribute('href') || '';
      if (!target.startsWith('#') || !ids.has(target.slice(1))) say(`leads nowhere: ${target}`);
      if (!link.textContent.trim()) say(`no text: ${link.outerHTML}`);
    }
    const skip = document.body.firstElementChild;
    if (skip.getAttribute('href') !== '#main') say('no skip link');
    for (const element of all('[aria-labelledby]'))
      if (!ids.has(element.getAttribute('aria-labelledby'))) say(`no label: ${name(element)}`);
    for (const element of all('[role=region]'))
      if (!element.getAttribute('aria-label')) say(`no label: ${name(element)}`);
    for (const table of all('table')) {
      if (!table.caption || !table.caption.textContent.trim()) say('a table without a caption');
      const columns = all('thead th', table).length;
      for (const head of all('th', table))
        if (!['row', 'col'].includes(head.scope)) say(`no scope: ${name(head)}`);
      for (const row of all('tr', table))
        if (row.cells.length !== columns) say(`${row.cells.length} of ${columns} cells`);
    }
    for (const element of all('*')) {
      if (['SCRIPT', 'IMG', 'IFRAME', 'OBJECT', 'LINK', 'FORM', 'BASE', 'SVG', 'VIDEO']
        .includes(element.tagName.toUpperCase())) say(`an element ${element.tagName}`);
      for (const attribute of element.attributes)
        if (/^on|^style$|^src|^srcset$|^action$/.test(attribute.name))
          say(`an attribute ${attribute.name} of ${name(element)}`);
    }
    if (getComputedStyle(skip).position !== 'absolute') say('the style sheet is not applied');
    return wrong;
  }

  // ---- Contrast: WCAG 2.2, 1.4.3

  const parse = (color) => {
    const part = color.match(/[\d.]+/g).map(Number);
    return part.length === 3 ? [...part, 1] : part;
  };
  const luminance = (color) => color.slice(0, 3).map((value) => value / 255)
    .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const ratio = (a, b) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  const backgrounds = new Map();
  function background(element) {
    if (!element) return [255, 255, 255, 0];
    if (!backgrounds.has(element)) {
      const own = parse(getComputedStyle(element).backgroundColor);
      backgrounds.set(element, own[3] > 0 ? own : background(element.parentElement));
    }
    return backgrounds.get(element);
  }

  function contrast() {
    const wrong = new Set();
    const pairs = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.data.trim()) continue;
      const element = node.parentElement;
      const style = getComputedStyle(element);
      const behind = background(element);
      const size = parseFloat(style.fontSize);
      const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      const found = ratio(parse(style.color), behind);
      pairs.add(style.color + ' on ' + behind);
      if (behind[3] !== 1) wrong.add(`no background behind ${name(element)}`);
      else if (found < (isLarge ? 3 : 4.5))
        wrong.add(`${found.toFixed(2)}: ${style.color} on ${behind}: ${name(element)}`);
    }
    return {wrong: [...wrong], pairs: pairs.size};
  }

  // ---- Keyboard

  const focusable = () => all('a[href], summary, [tabindex="0"]')
    .filter((element) => element.tagName === 'SUMMARY' || !element.closest('details:not([open])') );
  const focused = () => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    return {
      index: focusable().indexOf(element),
      ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
      name: name(element),
    };
  };

  // ---- Widths

  function overflow() {
    const width = document.documentElement.clientWidth;
    const wrong = [];
    if (document.documentElement.scrollWidth > width)
      wrong.push(`the page is ${document.documentElement.scrollWidth} wide, not ${width}`);
    for (const element of all('body *')) {
      const box = element.getBoundingClientRect();
      if (box.right > width + 1 && !element.closest('.scroll, .source, .block, .skip'))
        wrong.push(`${name(element)} reaches to ${Math.round(box.right)}`);
    }
    return wrong.slice(0, 5);
  }

  // The heads of the grid while it is scrolled within its region.
  function sticky() {
    const region = document.querySelector('.tall');
    region.scrollTo(400, 300);
    const box = region.getBoundingClientRect();
    const column = region.querySelector('thead th:nth-child(8)').getBoundingClientRect();
    const row = region.querySelector('tbody tr:nth-child(40) th').getBoundingClientRect();
    const moved = [region.scrollLeft, region.scrollTop];
    region.scrollTo(0, 0);
    return {moved, top: column.top - box.top, left: row.left - box.left,
      head: column.height / box.height, side: row.width / box.width};
  }

  const widest = () => Math.max(0, ...all('table').map((table) =>
    table.getBoundingClientRect().right));

  // Of the grid's heads, printed: above a quarter of a page they would stand on the first one only.
  const printedHead = () => Math.max(0, ...all('.grid thead').map((head) =>
    head.getBoundingClientRect().height));

  return {printedHead, structure, contrast, focusable, focused, overflow, sticky, widest};
})()
