"""Where things lie: the checkout, its virtual environment and its state folder."""

from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
VENV = CHECKOUT / ".venv"
STATE = CHECKOUT / ".local"
LOCKS = CHECKOUT / "requirements"
BROWSER_TOOLS = CHECKOUT / "tests" / "browser"


def venv_python() -> Path:
    """The interpreter of the checkout's virtual environment."""
    return VENV / "bin" / "python"
