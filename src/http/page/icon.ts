// Masthead's mark: a mast and its light.

export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<rect width="32" height="32" rx="8" fill="#16324a"/>
<path d="M16 12v14M10 26h12" stroke="#dfe9f0" stroke-width="2.4" stroke-linecap="round" fill="none"/>
<path d="M8.6 14.6a8 8 0 0 1 0-9.2M23.4 14.6a8 8 0 0 0 0-9.2" stroke="#7fa6c0" stroke-width="2" stroke-linecap="round" fill="none"/>
<circle cx="16" cy="10" r="3.6" fill="#f5b14c"/>
</svg>
`;
