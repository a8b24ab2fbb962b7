# How a round comes along: progress, reminders, more time, reopening, a judge's own round.

progress = Progress
progress-due = Due
progress-no-due = No due time is set; set one below, and each judge reads it.
progress-nothing = Nobody has been assigned in this round yet.
progress-pace = Pace
progress-pace-plot = Scorecards in over time, beside the even pace from the first assignment to the due time.
progress-pace-help = The thick line is what is in, the dotted one the even pace; the dashed upright line is the due time.
progress-pace-table = The same in figures
progress-until = By
progress-in = In
progress-even = Even pace
progress-asked = Asked
progress-activity = Last at work
progress-late = Late by
progress-due-today = Due today
progress-late-today = Late since today
progress-days-late = { $count ->
    [one] +1 day
   *[other] +{ $count } days
}
progress-days-left = { $count ->
    [one] −1 day
   *[other] −{ $count } days
}
progress-last-reminder = Last reminder
progress-total = All
progress-remind = Remind
progress-remind-late = Remind all who are late
progress-remind-help = One mail tells a judge all that they owe in the programme. Nobody gets another within twelve hours.
progress-reminded = { $sent ->
    [0] Nobody was reminded.
    [one] One judge is reminded.
   *[other] { $sent } judges are reminded.
} { $held ->
    [0] {""}
    [one] One was reminded less than twelve hours ago.
   *[other] { $held } were reminded less than twelve hours ago.
}
progress-rehearsal = A rehearsal reminds nobody.
progress-waiting = Entries that wait for scorecards
progress-waits-for = Waits for
progress-schedule = Due time and reminders
progress-due-help = Shown to the judges; scorecards are taken after it too.
progress-days-before = Reminders before the due day
progress-days-before-help = Days before it, such as 7, 2. Left empty: none.
progress-every-days-after = Reminders after the due day
progress-every-days-after-help = Every so many days, such as 3. Left empty: none.
progress-digest-help = Whoever owes scorecards gets one mail a day at most, in their language, between 08:00 and 18:00 of the edition’s time zone. Whoever has nothing to do gets none.
progress-extend = Give a judge more time
progress-extend-help = The judge reads it.
progress-extended = The judge has more time.
progress-more-time = More time
progress-reopen = Reopen a scorecard
progress-show-cards = Show this judge’s scorecards
progress-card = Scorecard
progress-reopen-help = The judge reads it. Until they submit it anew, the scorecard does not count; what they gave stays in it.
progress-reopened = Reopened
progress-reopened-done = The scorecard is reopened, and the judge is told.
progress-reopened-note = The organisers have reopened this scorecard. It counts again once you submit it. Their reason:

## A judge's own round

progress-my-rounds = My rounds
progress-extended-note = You have more time in this round. The organisers’ reason:
progress-severity = How you scored beside the others
progress-severity-later = You see this once your last scorecard of the round is submitted.
progress-severity-unknown = Too few scorecards of other judges are in to tell.
progress-severity-severe = On the same entries you score about { $by } points below the panel’s average (standard error { $error }): you are more severe than it.
progress-severity-lenient = On the same entries you score about { $by } points above the panel’s average (standard error { $error }): you are more lenient than it.
progress-severity-none = On the same entries you score as the panel does on average, as far as can be told: the difference is { $by } points with a standard error of { $error }.
progress-noise-more = Your scores go up and down more than the others’ do: { $times } times their noise, where 1 is as steady as they are.
progress-noise-less = Your scores follow the entries more steadily than the others’ do: { $times } times their noise, where 1 is as steady as they are.
progress-noise-same = Your scores are about as steady as the others’: { $times } times their noise.
progress-severity-help = Only you and the chair see this, and those who run or audit the edition. It is no mark and changes nothing that you gave; it moves as the others’ scorecards come in.
progress-chair = The panel, for its chair
progress-chair-help = Shown to the chair once every scorecard of the round is in.

## Refusals

refusal-reminder-days = Give at most { $most } days, none more than { $farthest } before the due day.
refusal-reminder-every = Give a number of days from 1 to { $farthest }.
refusal-due-passed = This time has passed already.
refusal-due-before-round = This is earlier than the round’s own due time.
refusal-scorecard-not-submitted = Only a submitted scorecard can be reopened.
refusal-nothing-outstanding = This judge owes nothing in this round now.
refusal-reminded-lately = This judge was reminded less than twelve hours ago.
refusal-rehearsal-reminds-nobody = A rehearsal reminds nobody.
