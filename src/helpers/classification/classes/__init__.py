"""Key, growth, general, exit: explicit rules, a reason in a sentence, and how sure each class is."""
