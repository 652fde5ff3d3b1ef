"""Erlang's formula for a queue with c servers (M/M/c): what the simulation must agree with.

A. K. Erlang, 1917; any textbook on queues has it, such as L. Kleinrock, Queueing Systems, volume 1.
"""

from math import factorial, log


def probability_of_waiting(load: float, servers: int) -> float:
    """Erlang C: the share of the customers who have to wait. `load` is the arrival rate × the mean
    time of service, and is less than `servers`."""
    waiting = load**servers / factorial(servers) * servers / (servers - load)
    return waiting / (sum(load**k / factorial(k) for k in range(servers)) + waiting)


def mean_wait_s(load: float, servers: int, service_s: float) -> float:
    return probability_of_waiting(load, servers) * service_s / (servers - load)


def wait_s(share: float, load: float, servers: int, service_s: float) -> float:
    """The wait that this share of the customers does not exceed: P(W > t) = C·e^(-(c-a)·t/s)."""
    waiting = probability_of_waiting(load, servers)
    if waiting <= 1 - share:
        return 0.0
    return log(waiting / (1 - share)) * service_s / (servers - load)
