"""What a mail means: terms, a linear model, its verdict, and how good it is. The only home of scikit-learn."""
