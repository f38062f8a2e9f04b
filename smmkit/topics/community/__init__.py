"""How the client answers, what people tell it, and how a crisis is seen and led."""
