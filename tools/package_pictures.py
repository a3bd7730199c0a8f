"""The pictures of four Debian packages: odd, old and broken ones that other programs are tested with.

Downloaded and unpacked, not installed.
"""
# SPDX-License-Identifier: GPL-3.0-or-later
import subprocess

PACKAGES = ["golang-github-rwcarlsen-goexif-dev", "libjxl-testdata", "opencv-doc", "python3-skimage"]
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".heic", ".avif"}


def unpacked(folder):
    """The packages unpacked below it, each in a folder of its name; False where apt-get cannot download them."""
    for package in PACKAGES:
        if subprocess.run(["apt-get", "-q=2", "download", package], cwd=folder, capture_output=True).returncode != 0:
            return False
        for archive in folder.glob(f"{package}_*.deb"):
            subprocess.run(["dpkg-deb", "-x", archive, folder / package], check=True)
            archive.unlink()
    return True


def pictures(folder):
    return sorted(path for path in folder.rglob("*")
                  if path.suffix.lower() in SUFFIXES and path.is_file() and not path.is_symlink())
