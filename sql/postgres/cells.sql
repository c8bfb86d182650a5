-- The rows of zvit.cells. Needs the table cells.
select programme, periodFrom as period_from, periodTo as period_to, body, sectionId as section_id,
  sectionTitle as section_title, itemId as item_id, itemTitle as item_title, canonicalId as measure_number,
  measureText as measure_text, deadlineTo as deadline_to, executorsText as executors_text, standing,
  isAddressed as is_addressed, status, detail, responseText as response_text, confidence,
  isDoubtful as is_doubtful, key as measure_key, sourceName as source_name, place
from cells order by all;
