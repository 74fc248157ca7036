"""Pictures and tables out of the product: SVG, PNG and XLSX of what the screens show, made without a browser."""
