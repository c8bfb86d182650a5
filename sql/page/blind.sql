-- Answers of the blind sample behind a key, in an order that knows nothing of them.
from blindRows where key > $after order by key limit 12;
