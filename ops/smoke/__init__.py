"""`make smoke URL=`: walk through a deployed Easel and write down what differs from what its code
expects of AWS.

`steps.py` lists the steps in their order. Each has a time limit. A step notes what it sees, and
what differs from the recorded shapes; `report.py` writes both.
"""
