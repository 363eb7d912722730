// The page's skeleton: it holds no data, so anybody may have it; the scripts fill it after a login.

export const SHELL = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Masthead</title>
<link rel="icon" href="page/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="page/style.css">
<script type="module" src="page/main.js"></script>
</head>
<body>
<div id="app"></div>
<noscript><main><section class="entry"><h1>Masthead</h1><p>This page needs JavaScript. Lists and streams do without: <a href="playlist.m3u">playlist.m3u</a>, <a href="guide.xml">guide.xml</a>.</p></section></main></noscript>
</body>
</html>
`;
