"""The words of the field as frozen types. Standard library only; everything may know it, it knows nobody."""
