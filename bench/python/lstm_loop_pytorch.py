"""One training step of the LSTM of `assignment2 lstm` in PyTorch, eager: its steps are a loop."""

import recurrent

if __name__ == "__main__":
    recurrent.measure_palindromes(recurrent.LoopLstm)
