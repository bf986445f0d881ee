// Draws a chart of each table that has a canvas beside it. All numbers come from the table, so that chart and table cannot differ.
//
// <figure data-chart="intervals|lines|bars" data-unit="points|percent|count|money">: a table whose header cells say what a column is:
//   data-role="label"                 what a row is about; of lines with data-x="linear" its place on the axis
//   data-role="value|low|high"        a number of the series that data-series names; data-name is what the legend calls it
// Cells hold their number in data-value; a cell without one has none.
(() => {
  'use strict';
  const shapes = ['circle', 'triangle', 'rectRot', 'rect', 'star'];
  const dashes = [[], [7, 4], [2, 3], [10, 3, 2, 3], [4, 4]];
  const colours = () => {
    const style = getComputedStyle(document.documentElement);
    const of = (name) => style.getPropertyValue(name).trim();
    return { ink: of('--ink'), quiet: of('--quiet'), line: of('--line'), series: ['--series-1', '--series-2', '--series-3', '--series-4', '--series-5'].map(of) };
  };
  const number = (cell) => (cell && cell.dataset.value !== undefined ? Number(cell.dataset.value) : null);

  // { labels, series: [{ name, values, lows, highs }] }
  const read = (table) => {
    const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];
    const rows = [...table.tBodies[0].rows];
    const at = heads.findIndex((head) => head.dataset.role === 'label');
    const series = new Map();
    heads.forEach((head, column) => {
      const { series: key, role, name } = head.dataset;
      if (!key) return;
      if (!series.has(key)) series.set(key, { key, name, values: rows.map(() => null), lows: rows.map(() => null), highs: rows.map(() => null) });
      const into = series.get(key)[`${role}s`];
      rows.forEach((row, i) => { into[i] = number(row.cells[column]); });
    });
    return { labels: rows.map((row) => row.cells[at].innerText.trim() || row.cells[at].textContent.trim()), places: rows.map((row) => number(row.cells[at])), series: [...series.values()] };
  };

  const format = (unit, value) => {
    const digits = Math.abs(value) >= 10 || Number.isInteger(value) ? 0 : Math.abs(value) >= 1 ? 1 : 2;
    const text = value.toLocaleString('en-GB', { maximumFractionDigits: digits });
    return unit === 'percent' ? `${text} %` : text;
  };
  // Lines of at most so many characters; a longer word has a line of its own. The canvas would squeeze or cut what is too long.
  const wrap = (text, most) => text.split(' ').reduce((lines, word) => {
    const last = lines.length - 1;
    return last >= 0 && lines[last].length + 1 + word.length <= most ? [...lines.slice(0, last), `${lines[last]} ${word}`] : [...lines, word];
  }, []);
  const NARROW = 500;
  const MOST_LINES = 3;
  const CHARACTER = 7.5;     // pixels, at the size of the charts' font
  const transparent = (colour, alpha) => colour + Math.round(alpha * 255).toString(16).padStart(2, '0');

  const axis = (look, title, unit, more) => ({
    title: { display: Boolean(title), text: title, color: look.quiet },
    ticks: { color: look.quiet, maxRotation: 0, autoSkipPadding: 12, ...(unit === 'count' ? { precision: 0 } : {}), ...(unit ? { callback: (value) => format(unit, Number(value)) } : {}) },
    grid: { color: (line) => (unit && line.tick && line.tick.value === 0 ? look.ink : look.line) },
    border: { color: look.line },
    ...more,
  });

  // The title below bars: what stands left of them leaves it about half of the width.
  const below = (title) => ({ chart }) => wrap(title, 0.5 * chart.width / CHARACTER);
  // What stands left of bars, in as many lines as a row has room for.
  const beside = (look, autoSkip) => ({ ticks: { color: look.ink, autoSkip, callback(value) {
    const most = this.chart.width < NARROW ? 16 : 34;
    const lines = wrap(this.getLabelForValue(value), most).map((line) => (line.length > most ? `${line.slice(0, most - 1)}…` : line));
    return lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES - 1), `${lines[MOST_LINES - 1]}…`] : lines;
  } } });

  const range = (one, i) => (one.lows[i] === null || one.highs[i] === null ? '' : ` (${format('', one.lows[i])} to ${format('', one.highs[i])})`);

  const common = (look, data, unit) => ({
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    plugins: {
      legend: {
        display: data.series.length > 1, position: 'bottom',
        labels: { color: look.ink, usePointStyle: true, boxHeight: 8, filter: (item, all) => !all.datasets[item.datasetIndex].isBand, sort: (a, b) => a.datasetIndex - b.datasetIndex },
      },
      tooltip: {
        filter: (item) => !item.dataset.isBand,
        callbacks: { label: (item) => {
          const one = data.series[item.dataset.of];
          const value = one.values[item.dataIndex];
          return value === null ? one.name : `${one.name}: ${format(unit, value)}${range(one, item.dataIndex)}`;
        } },
      },
    },
  });

  // One row for each label: a bar from the low to the high end, and a mark at the estimate. Later series are thinner and lie on top.
  const intervals = (look, data, figure) => {
    const { unit, axis: title } = figure.dataset;
    const bars = data.series.map((one, s) => ({
      type: 'bar', of: s, isBand: true, grouped: false, order: 20 - s, barThickness: s === 0 ? 14 : 4, borderWidth: 1, borderSkipped: false,
      borderColor: look.series[s], backgroundColor: s === 0 ? transparent(look.series[s], 0.35) : look.series[s],
      data: data.labels.map((_, i) => (one.lows[i] === null || one.highs[i] === null ? null : [one.lows[i], one.highs[i]])),
    }));
    const marks = data.series.map((one, s) => ({
      type: 'line', of: s, order: 10 - s, label: one.name, showLine: false, pointStyle: shapes[s], pointRadius: 6, pointHoverRadius: 8,
      borderColor: look.ink, backgroundColor: look.series[s], pointBorderColor: look.ink, data: one.values,
    }));
    return {
      type: 'bar', data: { labels: data.labels, datasets: [...bars, ...marks] },
      options: {
        ...common(look, data, unit), indexAxis: 'y',
        scales: {
          x: axis(look, below(title), unit, { grace: '5%' }),
          y: axis(look, '', '', beside(look, data.labels.length > 14)),
        },
      },
    };
  };

  // A line for each series, and its band behind it. One interval alone has no band: it is a bar from its low to its high end.
  const lines = (look, data, figure) => {
    const { unit, axis: title, axisX, x, stepped } = figure.dataset;
    const linear = x === 'linear';
    const points = (values) => (linear ? values.map((value, i) => ({ x: data.places[i], y: value })) : values);
    const sets = data.series.flatMap((one, s) => {
      const shared = { of: s, spanGaps: true, stepped: stepped === 'true', borderColor: look.series[s] };
      const many = data.labels.length > 40;
      const value = {
        ...shared, label: one.name, data: points(one.values), borderWidth: 2.5, borderDash: dashes[s], pointStyle: shapes[s], order: s,
        pointRadius: (point) => (many && point.dataIndex % Math.ceil(data.labels.length / 20) !== 0 ? 0 : 4), pointHoverRadius: 7, backgroundColor: look.series[s],
      };
      const known = data.labels.map((_, i) => i).filter((i) => one.lows[i] !== null && one.highs[i] !== null);
      if (known.length === 0) return [value];
      if (known.length === 1) {
        const ends = data.labels.map((_, i) => (i === known[0] ? [one.lows[i], one.highs[i]] : null));
        return [value, { type: 'bar', of: s, isBand: true, grouped: false, order: 10 + s, data: points(ends), barThickness: 8, borderWidth: 1, borderSkipped: false, borderColor: look.series[s], backgroundColor: transparent(look.series[s], 0.35) }];
      }
      const band = { ...shared, isBand: true, borderWidth: 0, pointRadius: 0, pointHoverRadius: 0, order: 10 + s };
      return [value, { ...band, data: points(one.lows) }, { ...band, data: points(one.highs), fill: '-1', backgroundColor: transparent(look.series[s], s === 0 ? 0.25 : 0.2) }];
    });
    return {
      type: 'line', data: { labels: linear ? undefined : data.labels, datasets: sets },
      options: {
        ...common(look, data, unit), interaction: { mode: 'index', intersect: false },
        scales: { x: axis(look, axisX, linear ? 'count' : '', linear ? { type: 'linear', bounds: 'data', offset: false, grid: { color: look.line, offset: false } } : {}), y: axis(look, title, unit, unit === 'percent' ? { min: 0 } : { grace: '5%' }) },
      },
    };
  };

  const bars = (look, data, figure) => {
    const { unit, axis: title } = figure.dataset;
    const known = data.series.filter((one) => one.values.some((value) => value));     // what nobody reports needs no bar
    return {
      type: 'bar',
      data: {
        labels: data.labels,
        datasets: known.map((one) => [one, data.series.indexOf(one)]).map(([one, s]) => ({
          of: s, label: one.name, data: one.values, borderColor: look.series[s], borderWidth: 2, pointStyle: 'rect',
          backgroundColor: transparent(look.series[s], s === 0 ? 0.85 : 0.25),
        })),
      },
      options: {
        ...common(look, data, unit), indexAxis: 'y',
        scales: { x: axis(look, below(title), unit, { beginAtZero: true }), y: axis(look, '', '', beside(look, false)) },
      },
    };
  };

  const kinds = { intervals, lines, bars };
  const charts = [];
  const draw = () => {
    charts.splice(0).forEach((chart) => chart.destroy());
    const look = colours();
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    Chart.defaults.font.size = 13;
    document.querySelectorAll('figure[data-chart]').forEach((figure) => {
      const canvas = figure.querySelector('canvas');
      const data = read(figure.querySelector('table'));
      charts.push(new Chart(canvas, kinds[figure.dataset.chart](look, data, figure)));
      figure.dataset.drawn = 'true';
    });
  };
  draw();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
})();
