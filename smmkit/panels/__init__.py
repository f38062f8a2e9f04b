"""Interactive panels: widgets that call the calculations and the plots."""
