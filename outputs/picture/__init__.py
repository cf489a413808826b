"""Pictures of time series: what stands on them, how it is drawn, pages of them."""
