"""Ports, connections and threads."""

import socket
import threading

import pytest

from runbook.simulator.delivery import Delivery
from runbook.simulator.exchange import Received, text_response
from runbook.simulator.listener import Listener
from tests.simulator.caller import send


def hello(received: Received) -> Delivery:
    return Delivery(text_response(200, f"hello {received.path}"))


def bye(received: Received) -> Delivery:
    return Delivery(text_response(200, "bye"))


def url(listener: Listener, name: str) -> str:
    return f"http://127.0.0.1:{listener.ports[name]}"


def test_each_name_answers_on_its_own_port() -> None:
    listener = Listener({"hello": hello, "bye": bye}, {})
    try:
        assert send(url(listener, "hello"), "GET", "/x", None, {}).body == b"hello /x"
        assert send(url(listener, "bye"), "GET", "/x", None, {}).body == b"bye"
    finally:
        listener.close()


def test_a_closed_listener_answers_no_more_and_its_threads_are_gone() -> None:
    before = set(threading.enumerate())
    listener = Listener({"hello": hello}, {})
    send(url(listener, "hello"), "GET", "/", None, {})
    listener.close()
    with pytest.raises(ConnectionError):
        send(url(listener, "hello"), "GET", "/", None, {})
    assert set(threading.enumerate()) == before


def test_when_one_port_is_taken_none_stays_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        before = set(threading.enumerate())
        with pytest.raises(OSError, match="in use"):
            Listener({"hello": hello, "bye": bye}, {"bye": port})
        assert set(threading.enumerate()) == before


def test_closing_waits_for_an_answer_that_is_being_made() -> None:
    entered, finish, finished = threading.Event(), threading.Event(), threading.Event()

    def slow(received: Received) -> Delivery:
        entered.set()
        finish.wait(5)
        finished.set()
        return Delivery(text_response(200, "late"))

    listener = Listener({"slow": slow}, {})
    with socket.create_connection(("127.0.0.1", listener.ports["slow"]), timeout=5) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nhost: x\r\n\r\n")
        assert entered.wait(5)
        timer = threading.Timer(0.05, finish.set)
        timer.start()
        listener.close()
        assert finished.is_set()
        timer.join()
