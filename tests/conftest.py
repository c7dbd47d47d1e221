"""Tests see the package's own tables, whatever the user who runs them has added."""

from __future__ import annotations

import os
import tempfile

os.environ["DRAGOMAN_KNOWLEDGE"] = tempfile.mkdtemp(prefix="dragoman-tests-")
