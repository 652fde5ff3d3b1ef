"""Where the heads of small animals and of those in the sea are, for what they wear."""

HEADS: dict[str, tuple[float, float, float]] = {
    "fish": (0.8, 0.36, 0.12),
    "clownfish": (0.8, 0.36, 0.12),
    "dolphin": (0.78, 0.36, 0.11),
    "shark": (0.8, 0.38, 0.11),
    "orca": (0.8, 0.36, 0.11),
    "narwhal": (0.8, 0.36, 0.11),
    "crab": (0.5, 0.27, 0.16),
    "lobster": (0.5, 0.27, 0.14),
    "turtle": (0.88, 0.46, 0.09),
    "snail": (0.885, 0.3, 0.09),
    "hedgehog": (0.74, 0.64, 0.12),
    "crocodile": (0.7, 0.47, 0.08),
    "butterfly": (0.5, 0.26, 0.06),
    "bee": (0.82, 0.36, 0.12),
    "jellyfish": (0.5, 0.04, 0.26),
    "worm": (0.83, 0.36, 0.1),
}
