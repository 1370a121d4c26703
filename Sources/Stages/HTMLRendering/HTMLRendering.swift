// HTMLRendering
