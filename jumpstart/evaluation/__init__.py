"""How well pictures show what their prompts say, as CLIP sees it, and a sheet to look at."""
