import threading
import time

from runbook.runtime.clock import SystemClock


def test_sleep_ends_when_somebody_wakes_us():
    wake = threading.Event()
    clock = SystemClock(wake)
    threading.Timer(0.05, wake.set).start()
    began = clock.monotonic()
    clock.sleep(10)
    assert clock.monotonic() - began < 5


def test_sleep_lets_the_time_pass_and_a_negative_one_is_none():
    clock = SystemClock()
    began = clock.monotonic()
    clock.sleep(0.05)
    clock.sleep(-5)
    assert 0.04 < clock.monotonic() - began < 5


def test_now_is_the_wall():
    assert abs(SystemClock().now() - time.time()) < 5
