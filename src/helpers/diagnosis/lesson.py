"""The questions of the lesson, in its order: every finding of the station answers one of them."""

from helpers.finding import Question
from helpers.language import msg

QUESTIONS = (
    Question(msg("Is business really growing?"), ("level_shift", "trend")),
    Question(msg("This month is worse than the same month last year: does it matter?"), ("season",)),
    Question(msg("How much of our revenue hangs on how few customers?"), ("concentration",)),
    Question(msg("Do new customers stay?"), ("cohorts",)),
    Question(msg("Revenue changed: was it price, volume, mix, or other customers?"), ("bridge",)),
    Question(msg("Are customers content, and what does it hang on?"), ("survey",)),
    Question(msg("How is each question of a questionnaire to be read?"), ("questions",)),
    Question(msg("How does what people say become numbers?"), ("interviews",)),
    Question(msg("Sources side by side: where do they agree, where do they contradict?"), ("triangulation",)),
    Question(msg("Which changes outside are opportunities, which are threats?"), ("pest",)),
    Question(msg("Who is taking the money of this industry?"), ("forces", "surroundings")),
    Question(msg("Against the last diagnosis, what has really changed?"), ("monitor",)),
    Question(msg("What to look at on site, so that the trip was worth it?"), ("regions.weakest", "regions.stock")),
    Question(msg("People and stock are limited: which region comes first?"), ("regions",)),
    Question(msg("Worse than a competitor: at what?"), ("competitors",)),
    Question(msg("A heap of problems: which three first?"), ("problems",)),
    Question(msg("What the front line heard: what to take seriously?"), ("intelligence",)),
)
