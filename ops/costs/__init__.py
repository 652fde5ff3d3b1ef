"""What Easel costs: what it uses, what AWS asks for it, and the tables that say so."""
