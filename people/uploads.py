"""A page that takes a file: kept in memory, never on disk, and only once the person may be there.

The site takes no files elsewhere (FILE_UPLOAD_HANDLERS). Django reads a form before any view, to find
the token against forgery; here that waits until it is known who asks.
"""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_protect

View = Callable[..., HttpResponseBase]


class InMemory(FileUploadHandler):
    """Holds a file of at most `most` bytes; of a larger one nothing but its size."""

    def __init__(self, request: HttpRequest, most: int) -> None:
        super().__init__(request)
        self._most = most
        self._file = BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Another file begins."""
        super().new_file(*args, **kwargs)
        self._file = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep what came, as long as the whole is not too large."""
        if start + len(raw_data) <= self._most:
            self._file.write(raw_data)
        else:
            self._file = BytesIO()

    def file_complete(self, file_size: int) -> UploadedFile:
        """The file; `size` is what was sent, whether it was kept or not."""
        self._file.seek(0)
        return InMemoryUploadedFile(
            self._file, self.field_name, self.file_name or "", None, file_size, None
        )


def takes_file(most: int) -> Callable[[View], View]:
    """Let a view take files of at most so many bytes. It stands inside the role's decorator, and
    `csrf_exempt` outside of that: the form is read, and its token asked for, here.
    """

    def decorate(view: View) -> View:
        protected = csrf_protect(view)

        @wraps(view)
        def taking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            request.upload_handlers = [InMemory(request, most)]
            return protected(request, *args, **kwargs)

        return taking

    return decorate
