"""One training step of the GRU of `assignment2 gru` in PyTorch, eager: its steps are a loop."""

import recurrent

if __name__ == "__main__":
    recurrent.measure_palindromes(recurrent.LoopGru)
