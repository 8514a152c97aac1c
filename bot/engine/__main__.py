"""`python -m bot.engine serve`: Rasa, lean, on loopback, with our channel alone."""

from __future__ import annotations

from bot.engine import lean

lean.install()

from bot.engine.serve import main  # noqa: E402 - Rasa must be imported after the finder is in place

if __name__ == "__main__":
    main()
