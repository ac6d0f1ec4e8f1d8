"""How files are put in place: no reader, and no process that is killed, ever leaves half of one.

- `write_file` writes one file.
- `write_files` writes several, or none of them.
- `FolderSwap` replaces a whole folder.

Each first writes into a scratch folder beside the target. What a killed process leaves there is undone or finished
by the next one, and never makes that one fail.
"""
