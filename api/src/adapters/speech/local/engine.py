"""A speech engine on this machine: faster-whisper behind OpenAI's protocol, one request after the other.

    engine.py --port PORT --model 'NAME|FOLDER|LANGUAGES' [--model …]

`POST /v1/audio/transcriptions` (verbose_json, with times of words) and `GET /health`. The first model is loaded at once,
another when it is first asked for. Threads of the inference library spin while they wait, so one thread is the fastest
on a machine that does other work too. Ends when its input closes: so does the process that started it.
"""

import argparse
import io
import json
import os
import select
import signal
import socket
import sys
import threading
from email import policy
from email.parser import BytesParser
from functools import cached_property
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from faster_whisper import WhisperModel

MAX_BODY = 4 * 1024 * 1024


class Refused(Exception):
    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


class Model:
    def __init__(self, description):
        self.name, self.folder, languages = description.split("|")
        self.languages = [one for one in languages.split(",") if one]

    @cached_property
    def whisper(self):
        return WhisperModel(self.folder, device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path == "/health":
            self.answer(200, {"status": "ok", "models": [model.name for model in self.server.models]})
        else:
            self.answer(404, error("there is no such path"))

    def do_POST(self):
        try:
            if self.path != "/v1/audio/transcriptions":
                raise Refused(404, "there is no such path")
            self.answer(200, self.transcribe(self.form()))
        except Refused as refused:
            self.answer(refused.status, error(str(refused)))
        except ConnectionError:
            self.close_connection = True

    def form(self):
        """The fields of a multipart form, by name."""
        length = int(self.headers.get("content-length", "0"))
        if not 0 < length <= MAX_BODY:
            self.close_connection = True
            raise Refused(413, f"send at most {MAX_BODY} bytes")
        body = self.rfile.read(length)
        head = f"content-type: {self.headers.get('content-type', '')}\r\n\r\n".encode()
        message = BytesParser(policy=policy.HTTP).parsebytes(head + body)
        if not message.is_multipart():
            raise Refused(400, "send a form with a file")
        return {
            part.get_param("name", header="content-disposition"): part.get_payload(decode=True)
            for part in message.iter_parts()
        }

    def transcribe(self, form):
        if "file" not in form:
            raise Refused(400, "the form has no file")
        text = {name: value.decode("utf-8", "replace") for name, value in form.items() if name != "file"}
        models = self.server.models
        model = next((one for one in models if one.name == text.get("model", models[0].name)), None)
        if model is None:
            raise Refused(404, "this engine does not have the model")
        language = text.get("language") or None
        if model.languages and language not in model.languages:
            language = model.languages[0] if len(model.languages) == 1 else None
        with self.server.turn:
            if self.abandoned():
                raise Refused(408, "nobody waits for it any more")
            try:
                segments, info = model.whisper.transcribe(
                    io.BytesIO(form["file"]),
                    language=language,
                    initial_prompt=text.get("prompt") or None,
                    beam_size=1,
                    temperature=0,
                    condition_on_previous_text=False,
                    word_timestamps=True,
                )
                heard = []
                for segment in segments:
                    heard.append(segment_of(segment))
                    if self.abandoned():
                        raise Refused(408, "nobody waits for it any more")
            except ValueError as reason:
                raise Refused(400, str(reason)) from reason
        return {
            "task": "transcribe",
            "language": info.language,
            "duration": info.duration,
            "text": "".join(segment["text"] for segment in heard),
            "segments": heard,
        }

    def abandoned(self):
        """Whether the client has closed the connection: its request would only delay those behind it."""
        readable, _, _ = select.select([self.connection], [], [], 0)
        return bool(readable) and self.connection.recv(1, socket.MSG_PEEK) == b""

    def answer(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        """Requests hold speech: nothing of them is logged."""


def segment_of(segment):
    return {
        "id": segment.id,
        "text": segment.text,
        "start": segment.start,
        "end": segment.end,
        "avg_logprob": segment.avg_logprob,
        "no_speech_prob": segment.no_speech_prob,
        "words": [
            {"word": word.word, "start": word.start, "end": word.end, "probability": word.probability}
            for word in segment.words or []
        ],
    }


def error(message):
    return {"error": {"message": message, "type": "invalid_request_error"}}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, required=True, help="0 for a free one, which is printed")
    parser.add_argument("--model", type=Model, action="append", required=True, help="name|folder|languages")
    options = parser.parse_args()
    # Ctrl-C reaches every process of a terminal: whoever started this one decides when it ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with_input, daemon=True).start()
    server = ThreadingHTTPServer(("127.0.0.1", options.port), Handler)
    server.daemon_threads = True
    server.models = options.model
    server.turn = threading.Lock()
    server.models[0].whisper  # loads it
    print(f"listening on {server.server_address[1]}", flush=True)
    server.serve_forever()


def end_with_input():
    sys.stdin.read()
    os._exit(0)


main()
