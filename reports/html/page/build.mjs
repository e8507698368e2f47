// build.mjs BUILD_FOLDER: makes one page of src/, as page.html, and page.cpp around it; page.cpp.d
// says, as a Makefile does, what they were made of.
//
// NODE_PATH names the folder with the packages; build folders are not beside sources.
import {readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const buildFolder = process.argv[2];
const packages = process.env.NODE_PATH;
const esbuild = createRequire(join(packages, 'from-here.js'))('esbuild');

/** Their licences want to go where they go: into each report, and into packages of ours. */
const licences = ['preact', 'uplot']
    .map((name) => `${name}: ${readFileSync(join(packages, name, 'LICENSE'), 'utf8').trim()}\n`)
    .join('\n');
writeFileSync(join(buildFolder, 'licences.txt'), licences);

const bundled = await esbuild.build({
    entryPoints: [join(here, 'src/main.jsx'), join(here, 'src/page.css')],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    absWorkingDir: here,
    outdir: buildFolder,
    nodePaths: [packages],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    format: 'iife',
    target: ['chrome105', 'firefox115', 'safari16.4'],
    legalComments: 'inline',
    banner: {js: `/*\n${licences}*/`},
});

const text = (ending) => bundled.outputFiles.find((file) => file.path.endsWith(ending)).text.trim();

// A program within HTML may not say the word that ends it.
const script = text('main.js').replaceAll('</script', '<\\/script');

const read = (path) => readFileSync(join(here, path), 'utf8');

// Functions, because replacement texts give a meaning to `$`.
const html = read('src/page.html')
    .replace('/* page.css */', () => text('page.css'))
    .replace('/* main.js */', () => script);
const [before, after] = html.split('<!-- data -->\n');

// The compiler joins neighbouring literals; one alone may not hold the word that ends it.
const literal = (part) => part.replaceAll(')PAGE"', ')PAGE" ")PAGE\\"" R"PAGE(');
writeFileSync(join(buildFolder, 'page.html'), html);
writeFileSync(
    join(buildFolder, 'page.cpp'),
    read('page.cpp.in')
        .replace('@before@', () => literal(before))
        .replace('@after@', () => literal(after)),
);

const sources = [
    'build.mjs',
    'page.cpp.in',
    'src/page.html',
    ...Object.keys(bundled.metafile.inputs),
];
const escaped = (path) => path.replaceAll(' ', '\\ ');
writeFileSync(
    join(buildFolder, 'page.cpp.d'),
    `${escaped(join(buildFolder, 'page.cpp'))}: ` +
        sources.map((path) => escaped(resolve(here, path))).join(' \\\n  ') +
        '\n',
);
