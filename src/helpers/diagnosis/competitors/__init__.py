"""Against competitors: gap by criterion, who flatters us, what each firm stands for, wins and losses by rival."""
