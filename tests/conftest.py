"""Tests see the package's own tables, whatever the user who runs them has added."""

from __future__ import annotations

import os
import tempfile

from hypothesis import settings

os.environ["DRAGOMAN_KNOWLEDGE"] = tempfile.mkdtemp(prefix="dragoman-tests-")
# The machine that tests run on may be slow or shared: how long an example takes is no finding.
settings.register_profile("dragoman", deadline=None)
settings.load_profile("dragoman")
