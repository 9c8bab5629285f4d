"""`python -m reader` is `reader`; the interface starts its indexer this way."""

from reader.cli.main import main

raise SystemExit(main())
